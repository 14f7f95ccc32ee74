"""Lines to sections: which lines head one, and which lines are the text of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from extract.reading.boilerplate import Boilerplate
from extract.reading.commodities import Catalogue, Commodity, name_key
from extract.reading.lines import Line, Mark, mark_lines
from extract.reading.names import WIDE_COLON, name_of, words_of
from extract.reading.neighbours import TEXT, next_content, settled, tells
from extract.reading.opening import MENU, Opening, find_opening

__all__ = ["Found", "Outline", "outline"]

_MAX_NAME = 80
_MIN_ARTICLE = 100


@dataclass(frozen=True, slots=True)
class Found:
    """A heading and the stripped lines under it, with their span in the text."""

    heading: str
    start: int
    end: int
    lines: tuple[str, ...]
    commodity: Commodity | None


@dataclass(frozen=True, slots=True)
class Outline:
    """A text's title lines, best first, and its sections."""

    titles: tuple[str, ...]
    sections: tuple[Found, ...]


@dataclass(slots=True)
class _Draft:
    head: Line
    lines: list[Line]


class _State(Enum):
    OPEN = auto()  # lines belong to the section above them
    BEFORE = auto()  # no section's text, and any heading opens one
    DIVIDED = auto()  # after another title: a heading needs text that tells something
    CLOSED = auto()  # after methodology and the like: a heading must be a known commodity, too
    ENDED = auto()  # after the head of other articles: its text must be long, too


_ENDS = {Mark.ASIDE: _State.CLOSED, Mark.RELATED: _State.ENDED}


def outline(text: str, catalogue: Catalogue, boilerplate: Boilerplate) -> Outline:
    """Return the titles and sections of a text; no sections where it has no heading."""
    lines = settled(list(mark_lines(text, catalogue, boilerplate)))
    drafts: list[_Draft] = []
    opening = find_opening(lines, boilerplate.generic)
    first = len(lines)
    if opening is not None:
        first = opening.first
        drafts = _without_menu_at_end(_collected(lines, opening, boilerplate))
    if not any(draft.lines and draft.head.commodity for draft in drafts):
        inline = _inline(lines, catalogue, boilerplate)
        if len(inline) > sum(bool(draft.lines) for draft in drafts):
            drafts = inline
    if drafts:
        begin = drafts[0].head.start
        first = min(first, next(i for i, line in enumerate(lines) if line.end > begin))
    return Outline(_titles(lines[:first]), tuple(_found(draft) for draft in drafts))


def _found(draft: _Draft) -> Found:
    head = draft.head
    end = draft.lines[-1].end if draft.lines else head.end
    lines = tuple(line.text for line in draft.lines)
    return Found(head.heading, head.start, end, lines, head.commodity)


def _titles(front: Sequence[Line]) -> tuple[str, ...]:
    """Return the lines of the front that may name the report or its month, full titles first."""
    ranked = [Mark.TITLE, Mark.DATED, Mark.NOTE]
    return tuple(line.text for mark in ranked for line in front if line.mark is mark)


# --- the sections themselves ---


def _collected(lines: Sequence[Line], opening: Opening, boilerplate: Boilerplate) -> list[_Draft]:
    """Return the headings from the opening on, each with the lines that belong to it."""
    after = next_content(lines)
    drafts: list[_Draft] = []
    state = _State.BEFORE
    for i in range(opening.first, len(lines)):
        line, j = lines[i], after[i]
        follower = lines[j] if j is not None else None
        if line.mark is Mark.CONTROL and not _is_label(line, follower, boilerplate.generic):
            continue
        if i in opening.menu:
            state = _State.BEFORE
        elif line.mark is Mark.HEADING:
            head = drafts[-1].head if state is _State.OPEN else None
            if head and _is_sub_label(line, head, boilerplate):
                drafts[-1].lines.append(line)
            elif _opens(line, follower, state, boilerplate.generic):
                drafts.append(_Draft(line, []))
                state = _State.OPEN
        elif line.mark in _ENDS:
            state = _ENDS[line.mark] if drafts else _State.BEFORE
        elif _is_divider(line, follower):
            state = _State.DIVIDED if state is _State.OPEN else state
        elif state is _State.OPEN:
            drafts[-1].lines.append(line)
    return _without_credits_at_end(drafts)


def _opens(line: Line, follower: Line | None, state: _State, generic: frozenset[str]) -> bool:
    if state in {_State.OPEN, _State.BEFORE}:
        return True
    if follower is None or follower.mark not in TEXT or not tells(line, follower.text, generic):
        return False
    if state is _State.DIVIDED:
        return True
    known = line.commodity is not None and follower.mark is Mark.PROSE
    return known and (state is _State.CLOSED or len(follower.text) >= _MIN_ARTICLE)


def _is_label(line: Line, follower: Line | None, generic: frozenset[str]) -> bool:
    """Tell whether what could be a control of the page is a sub-label over a text ("Prices")."""
    over_text = follower is not None and follower.mark in TEXT
    return over_text and generic.issuperset(words_of(line.text))


def _is_divider(line: Line, follower: Line | None) -> bool:
    """Tell whether a line with a month is another article's title, not a sub-label over a text."""
    if line.mark is Mark.DATED:
        return follower is None or follower.mark not in TEXT | {Mark.HEADING}
    return line.mark is Mark.TITLE


def _is_sub_label(line: Line, head: Line, boilerplate: Boilerplate) -> bool:
    """Tell whether a line only adds generic words to its section's own name ("Tin Outlook")."""
    if line.commodity or name_key(line.heading) == name_key(head.heading):
        return False
    return _core(line, boilerplate) == _core(head, boilerplate)


def _core(line: Line, boilerplate: Boilerplate) -> str:
    words = words_of(line.heading)
    return name_key(" ".join(w for w in words if w not in boilerplate.generic and w not in boilerplate.small))


def _without_menu_at_end(drafts: list[_Draft]) -> list[_Draft]:
    """Return the sections without a menu of names behind them, or that is all there is."""
    end = len(drafts)
    while end and not drafts[end - 1].lines:
        end -= 1
    earlier = {name_key(draft.head.heading) for draft in drafts[:end]}
    tail = [name_key(draft.head.heading) for draft in drafts[end:]]
    repeated = len(tail) > 1 and earlier.issuperset(tail)
    return drafts[:end] if len(tail) >= MENU or repeated else drafts


def _without_credits_at_end(drafts: list[_Draft]) -> list[_Draft]:
    while drafts and drafts[-1].lines and drafts[-1].lines[-1].mark is Mark.CREDIT:
        drafts[-1].lines.pop()
    return drafts


# --- reports whose headings stand on the line of their text ---


def _inline(lines: Sequence[Line], catalogue: Catalogue, boilerplate: Boilerplate) -> list[_Draft]:
    """Return sections that begin with a known name, a colon and text on one line."""
    split: list[Line] = []
    for line in lines:
        parts = _named(line, catalogue)
        plain = replace(line, mark=Mark.NOTE) if line.mark is Mark.HEADING else line
        split.extend(parts or (plain,))
    first = next((i for i, line in enumerate(split) if line.mark is Mark.HEADING), len(split))
    return _collected(split, Opening(first, frozenset()), boilerplate)


def _named(line: Line, catalogue: Catalogue) -> tuple[Line, Line] | None:
    """Return the heading and the text of "Name: text", None for any other line."""
    if line.mark not in {Mark.PROSE, Mark.NOTE, Mark.DATED}:
        return None
    head, colon, _ = line.text[: _MAX_NAME + 1].replace(WIDE_COLON, ":").partition(":")
    rest = line.text[len(head) + 1 :].lstrip()
    commodity = catalogue.find(name_of(head)) if colon and rest else None
    if commodity is None:
        return None
    name = head.rstrip()
    heading = Line(line.start, line.start + len(name), name, Mark.HEADING, True, commodity)
    return heading, Line(line.end - len(rest), line.end, rest, Mark.PROSE)

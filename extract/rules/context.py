"""Context: what a sentence inherits from those before it (period, outlook) and from its section."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import attrgetter

from extract.annotate.lexicon import words
from extract.clauses import clause_spans
from extract.document import Annotated, Excluded, Figure, Sentence
from extract.reading.commodities import load_commodities
from extract.rules.regions import places_in
from extract.rules.tagging import tokens_of
from extract.rules.times import Time, times_in
from extract.rules.tokens import Kind, Token
from schemas.periods import month_after
from schemas.vocabulary import Basis, Reason, Status

__all__ = [
    "Statement",
    "commodity_of",
    "is_future",
    "is_perfect",
    "own_words",
    "statements",
    "was_expected",
    "when_caused",
    "without_place",
]

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_NO_OUTLOOK = frozenset(
    {
        "exceeded",
        "exceeds",
        "exceeding",
        "beat",
        "beating",
        "missed",
        "missing",
        "topped",
        "above",
        "below",
        "as",
        "than",
        "the",
        "previous",
        "earlier",
        "prior",
        "preceding",
        "had",
    }
)
_MONTH = 7
_OPENING = 4
_LONGEST_SENTENCE = 4000
_UNREAL = frozenset({"would", "could", "might"})
_SUBJECT = 14
# "Plants could only run at night", "could not cover their costs": what they were able to.
_ABLE = frozenset("only not no hardly barely use run get obtain cover afford leave".split())
# "They ran every furnace they could since margins were wide".
_CLOSING = frozenset("since because as and but , . ;".split())
_LEAD = 30
_NEXT = 6
"""How many months ahead a month without a year may be meant in an outlook."""
_YEAR, _JUST = 12, 2
"""How many months ago a month without a year may be, so that it is not the one of the year to come."""
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with its tokens and clauses, the periods it names, the month and day that it inherits."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    clauses: tuple[tuple[int, int], ...]
    times: tuple[Time, ...]
    inherited: str
    week: str | None
    future: tuple[Token, ...]
    """Its words of what is yet to come."""
    said: frozenset[str] = field(init=False, compare=False, repr=False)
    """Its words and marks, in lower case."""

    def __post_init__(self) -> None:
        """Look up once what is asked for many times."""
        object.__setattr__(self, "said", frozenset([token.low for token in self.tokens]))

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens that begin at offset `start` or behind it, and before `end`."""
        return self.tokens[self.place_at(start) : self.place_at(end)]

    def place_at(self, start: int) -> int:
        """Return the place of the first token that begins at an offset or behind it."""
        return bisect_left(self.tokens, start, key=_START)


def commodity_of(section: Annotated) -> str | None:
    """Return the slug of the section's commodity, also where the heading names a place ("Tin (China)")."""
    found = section.section.commodity
    return found if found is not None else _commodity(section.section.heading)


@lru_cache(maxsize=1024)
def _commodity(heading: str) -> str | None:
    plain = _BRACKETS.sub(" ", heading).strip()
    known = load_commodities().find(plain) or load_commodities().find(without_place(plain))
    return known.slug if known is not None else None


def without_place(heading: str) -> str:
    """Leave out a place or "Overseas" before a name: "Indian Hot-Rolled Coil"."""
    place = next(iter(places_in(heading)), None)
    if place is not None and not place.start and heading[place.end : place.end + 1] == " ":
        return heading[place.end + 1 :]
    return heading.removeprefix("Overseas ")


_BRACKETS = re.compile(r"\([^()]*\)")


def own_words(section: Annotated) -> frozenset[str]:
    """Return the words that name the section's commodity, in lower case, plural s dropped as well."""
    return _own_words(section.section.heading, commodity_of(section))


@lru_cache(maxsize=1024)
def _own_words(heading: str, slug: str | None) -> frozenset[str]:
    names = [heading, *_names_of(slug)]
    words = {word.casefold() for name in names for word in _WORD.findall(name)}
    parts = {part for word in words for part in word.split("-")}
    named = re.findall(r"[A-Za-z]+", without_place(re.sub(r"\(.*?\)", "", heading).strip()))
    if len(named) > 1:
        parts.add("".join(word[0] for word in named).casefold())
    forms = {"flake", "hydroxide"} - {
        part for word in _WORD.findall(heading.casefold()) for part in word.split("-")
    }
    if "group" in parts:
        parts.discard("platinum")  # one of its metals is not the group
        words.discard("platinum")
    return frozenset((words | parts | {word.removesuffix("s") for word in words}) - forms)


@cache
def _names_of(slug: str | None) -> tuple[str, ...]:
    commodities = load_commodities().by_key.values()
    named = next((entry for entry in commodities if entry.slug == slug), None)
    if named is None:
        return ()
    # "Pr-Nd oxide" is one of the light rare earths, not their name: other words narrow it.
    own = {word.casefold() for word in _WORD.findall(named.name)}
    aliases = [(alias, {w.casefold() for w in _WORD.findall(alias)}) for alias in named.aliases]
    same = [alias for alias, found in aliases if alias.isupper() or (own & found and len(found) <= len(own))]
    return (named.name, *same)


def statements(section: Annotated) -> Iterator[Statement]:
    """Yield the sentences with their context.

    A month that a sentence names holds for the sentences behind it in the same line, an earlier one
    only where it opens its sentence; a new line starts again from the report's month.
    """
    body = section.section.body
    inherited, week = section.month, None
    fixed = _fixed(section)
    for sentence in section.sentences:
        if sentence.end - sentence.start > _LONGEST_SENTENCE:
            # No prose has such a sentence; its figures stay unclaimed, and time stays linear.
            continue
        if sentence.start == 0 or body[sentence.start - 1] == "\n":
            inherited, week = section.month, None
        tokens = tuple(tokens_of(section, sentence, fixed.get(sentence.number, ())))
        times = tuple(times_in(tokens, section.month, body))
        opening = tokens[min(len(tokens), _OPENING) - 1].end if tokens else sentence.start
        if sentence.start == 0 or body[sentence.start - 1] == "\n":
            opening = max(opening, _subject_end(tokens))
        for time in times:
            if time.day:
                week = time.period if len(time.period) > _MONTH else week
            elif not (time.compared or time.loose) and len(time.period) == _MONTH:
                past = body.startswith("ago", time.end - 3) or _in_brackets(body, sentence.start, time)
                if (
                    time.period > section.month
                    or (time.start < opening and not past)
                    or (time.period == section.month)
                ):
                    inherited = time.period
                    break
        clauses = tuple(clause_spans(body, sentence.start, sentence.end))
        future = tuple(
            token
            for at, (before, token) in enumerate(zip((None, *tokens), tokens, strict=False))
            if token.tags and is_future(token, before) and not is_perfect(tokens, at)
        )
        yield Statement(sentence, tokens, clauses, times, inherited, week, future)


def _in_brackets(body: str, start: int, time: Time) -> bool:
    """Tell whether a time stands in brackets: "the price, 86,000 yuan/t (end-June 92,000)"."""
    return body.rfind("(", start, time.start) > body.rfind(")", start, time.start)


def _subject_end(tokens: Sequence[Token]) -> int:
    """Return where the subject of a line's first sentence ends ("copper output in October, ..., was")."""
    for token in tokens[:_SUBJECT]:
        if token.text == ";":
            break  # what came before is over
        if token.figure is not None or token.has(Kind.LEVEL) or token.has(Kind.MOVE):
            return token.start
    return tokens[0].start if tokens else 0


def _fixed(section: Annotated) -> dict[int, list[Figure | Excluded]]:
    """Return the figures and dates of each sentence by its number, in text order."""
    starts = [sentence.start for sentence in section.sentences]
    items: list[Figure | Excluded] = list(section.figures)
    items += [run for run in section.excluded if run.reason is Reason.DATE]
    by_sentence: dict[int, list[Figure | Excluded]] = {}
    for item in sorted(items, key=lambda item: item.start):
        by_sentence.setdefault(max(bisect_right(starts, item.start), 1), []).append(item)
    return by_sentence


def is_future(token: Token, before: Token | None) -> bool:
    """Tell whether a token says that something is yet to come ("as expected" does not)."""
    if not token.tags:
        return False
    foreseen = (
        token.code(Kind.REFERABLE) is Basis.VS_EXPECTATION
        and token.low.startswith(("our", "the", "its", "their"))
        and "estimate" not in token.low
    )
    if token.low == "consensus" and (before is None or before.kind == Kind.MARK):
        return True  # "Consensus for 2026 stands at $7.40/lb"
    if not token.has(Kind.FUTURE) and not foreseen:
        return False
    if before is None:
        return True
    # "as expected", "than forecast", "the previous report's forecast" speak of the past.
    return before.low not in _NO_OUTLOOK and not before.low.endswith(("'s", "’s"))


def is_perfect(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word of the future speaks of what has happened ("are estimated to have rolled")."""
    if tokens[at].low in ("will", "would", "we'll", "'ll"):
        return False
    behind = [token.low for token in tokens[at + 1 : at + 4]]
    if tokens[at].low == "could" and behind and (behind[0] in _ABLE or behind[0] in _CLOSING):
        return True
    if tokens[at].low == "could" and _was_able(tokens[:at], behind):
        return True
    return behind[:1] == ["have"] or behind[:2] == ["to", "have"] or tokens[at].low.endswith(" have")


def _was_able(lead: Sequence[Token], behind: Sequence[str]) -> bool:
    """Read "rain came early, so hydropower plants could sell at": what makers were able to do."""
    if behind[:1] == ["thus"] or behind[:1] == ["therefore"]:
        return True
    so = next((i for i in range(len(lead) - 1, -1, -1) if lead[i].low in ("so", "so that")), None)
    if so is None or not (lead and lead[-1].low in words().countable):
        return False
    return any(token.low.split()[0] in _WENT or token.low.endswith("ed") for token in lead[:so])


_WENT = frozenset("came was were fell rose had became began stood went".split())


def when_caused(section: Annotated, statement: Statement, effect: tuple[int, int]) -> tuple[str, Status]:
    """Return period and status of an effect: its own month, else the sentence's, else the outlook's.

    A day tells its month. A month gone by tells when the cause came about, unless it opens the sentence;
    in an outlook, its namesake to come is meant, or the month ahead.
    """
    named = [time for time in statement.times if not (time.compared or time.since or time.loose)]
    opening = statement.sentence.start + _LEAD
    own = [time for time in named if effect[0] <= time.start < effect[1]]
    told = next(iter([*own, *(time for time in named if time.start < opening)]), None)
    expected = any(not was_expected(statement.tokens, token) for token in statement.future)
    month = section.month
    period = max(statement.inherited, month_after(month)) if expected else min(statement.inherited, month)
    if told is not None:
        said = told.period[:_MONTH] if told.day else told.period
        last = said.rpartition("/")[2]
        printed = any(mark.isdigit() for mark in section.section.body[told.start : told.end])
        if len(last) == _MONTH and not printed and last >= month_after(month, _YEAR - _JUST):
            last = said = month_after(said[:_MONTH], -_YEAR)
        if expected and len(last) == _MONTH and last <= month:
            period = (None if printed else _coming(said, month)) or period
        elif expected or last > month or _opens(statement, told) or (len(last) == _MONTH and last == month):
            period = said
    later = len(period) >= _MONTH and period.rpartition("/")[2][:_MONTH] > month
    return period, Status.FORECAST if later or expected else Status.ACTUAL


def _opens(statement: Statement, time: Time) -> bool:
    """Tell whether a time opens its sentence ("In May output fell")."""
    return time.start <= statement.tokens[min(len(statement.tokens), _OPENING) - 1].start


def _coming(period: str, month: str) -> str | None:
    """Return the next month of a past one's name, where it is near enough to be meant; else None."""
    if len(period) != _MONTH:
        return None
    coming = month_after(period, 12)
    return coming if month < coming <= month_after(month, _NEXT) else None


def was_expected(tokens: Sequence[Token], cue: Token) -> bool:
    """Tell whether the expectation itself is of the past ("were expected to"), or unreal ("would have")."""
    at = next(i for i, token in enumerate(tokens) if token is cue)
    if cue.low in _UNREAL and at + 1 < len(tokens) and tokens[at + 1].low == "have":
        return True
    return any(token.low in ("was", "were", "had") for token in tokens[max(0, at - 2) : at])

"""Where the sections of a report begin: behind menus, titles and blurbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.reading.commodities import name_key
from extract.reading.lines import Line, Mark
from extract.reading.neighbours import TEXT, next_content, tells

__all__ = ["MENU", "Opening", "find_opening"]

MENU = 4  # so many names in a row without text, before or after the sections, are a menu

_BLURB = 80  # a paragraph this long without figure or name of the heading is no section's text


@dataclass(frozen=True, slots=True)
class Opening:
    """The index of the first line that a section may begin at, and of the menus' items after it."""

    first: int
    menu: frozenset[int]


def find_opening(lines: Sequence[Line], generic: frozenset[str]) -> Opening | None:
    """Return where the sections begin, None where no line is a heading."""
    # A date or source under a name is not its text.
    after = next_content(lines, {Mark.CONTROL, Mark.CREDIT})
    heads = [i for i, line in enumerate(lines) if line.mark is Mark.HEADING]
    if not heads:
        return None
    led = {i: lines[j] for i in heads if (j := after[i]) is not None and lines[j].mark in TEXT}
    return _Front(lines, heads, led, generic).opening()


@dataclass(frozen=True, slots=True)
class _Front:
    lines: Sequence[Line]
    heads: Sequence[int]
    led: dict[int, Line]  # the headings with text under them, and the first line of it
    generic: frozenset[str]

    def opening(self) -> Opening:
        body = next(
            (i for i in self.led if self.led[i].mark is Mark.PROSE and not self._is_stray(i)),
            next(iter(self.led), self.heads[0]),
        )
        first = self._front_end(body)
        with_text = {name_key(self.lines[i].heading) for i in self.led if i >= body}
        menu: set[int] = set()
        for run in self._runs(first, body):
            menu.update(self._menu_items(run, with_text, body))
        return Opening(first, frozenset(menu))

    def _is_stray(self, i: int) -> bool:
        """Tell whether the text under a heading is a blurb, so that the heading is none."""
        if len(self.led[i].text) < _BLURB or self._tells(i):
            return False
        unknown = self.lines[i].commodity is None
        return unknown or (i > 0 and self.lines[i - 1].mark is Mark.HEADING)

    def _tells(self, i: int) -> bool:
        return tells(self.lines[i], self.led[i].text, self.generic)

    def _front_end(self, body: int) -> int:
        """Return the index after the last line of the title block before the first sure section."""
        end = 0
        text_seen = False
        for i in range(body):
            mark = self.lines[i].mark
            if mark is Mark.TITLE or (mark in {Mark.CREDIT, Mark.DATED} and not text_seen):
                end = i + 1
            text_seen = text_seen or i in self.led
        return end

    def _runs(self, first: int, last: int) -> list[list[int]]:
        """Return the indices of headings between two lines, as runs that no text interrupts."""
        runs: list[list[int]] = [[]]
        for i in range(first, last + 1):
            if self.lines[i].mark is Mark.HEADING:
                runs[-1].append(i)
            elif self.lines[i].mark is not Mark.CONTROL and runs[-1]:
                runs.append([])
        return [run for run in runs if run]

    def _menu_items(self, run: list[int], with_text: set[str], body: int) -> set[int]:
        """Return which headings of a run before the first sure section are items of a menu."""
        last = run[-1]
        if last != body and last in self.led and self._is_stray(last):
            return set(run)
        mixed = last - run[0] >= len(run)  # controls of the page stand between the names
        if len(run) < MENU and not mixed:
            # A short list of contents: what comes again with text.
            return {i for i in run[:-1] if name_key(self.lines[i].heading) in with_text}
        if last != body and not (last in self.led and self._tells(last)):
            return set(run)
        return set(run) - set(self._tail(run))

    def _tail(self, run: list[int]) -> list[int]:
        """Return what of a menu is none: from the first repeated name on, else the last name."""
        seen: set[str] = set()
        for place, i in enumerate(run):
            key = name_key(self.lines[i].heading)
            if key in seen and len(run) - place < MENU:
                return run[place:]
            seen.add(key)
        return run[-1:]

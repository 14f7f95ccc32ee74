"""Intervals told in words: the year to date, quarters, halves, ten-day periods, fiscal years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from extract.annotate.cues import Cued, cued
from extract.annotate.lexicon import alternatives, plain, words
from extract.rules import cumulative, spells
from extract.rules.elliptic import ORDINAL, part_of_year
from extract.rules.fiscal import fiscal_patterns

__all__ = ["intervals_in"]

_NOT_TIMES = ("over", "on")
_Make = Callable[[re.Match[str], str], str | None]


@cache
def _patterns() -> tuple[tuple[Cued, _Make], ...]:
    names = alternatives(name.capitalize() for name in words().months)
    numbers = alternatives(w for w, v in words().numbers.items() if 1 < v <= 12 and w != "dozen")
    which = r"(?P<which>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))"
    year = (
        r"(?:(?:,|\s+of|\s+in)?\s+(?:(?:fiscal\s+)?(?P<year>(?:19|20)\d\d)|(?P<rel>this|last|next)\s+year"
        r"|the\s+year))?"
    )
    count = rf"(?P<n>{numbers}|\d{{1,2}})"
    month = rf"(?:(?P<month>{names})|the\s+month)"
    so_far = (
        r"since\s+the\s+(?:start|beginning|turn)\s+of\s+the\s+year|year[- ]to[- ]date|ytd"
        r"|(?:so|thus)\s+far\s+this\s+year|(?<!\bof\s)the\s+year\s+(?:so|thus)\s+far|this\s+year\s+(?:so\s+far|to\s+date)"
    )
    summed = r"(?:total|output|production|exports|imports|shipments|sales|sum|figure|tally|consumption)"
    relative = r"(?P<rel>this|last|next|full|whole|calendar|current)"
    # Cues (one of them is a word of every match or of its sentence), pattern, what makes a period of it.
    texts: tuple[tuple[str, str, _Make], ...] = (
        ("months",
         rf"(?:the\s+)?(?:first|opening|initial)\s+{count}\s+months\s+of\s+(?:(?:the|this|its|their|our)\s+"
         rf"(?:current\s+)?(?:fiscal|financial)\s+year|(?:FY\s?|(?:fiscal|financial)\s+(?:year\s+)?)"
         rf"(?P<year>(?:19|20)\d\d)(?:[-/](?P<last>\d{{2,4}}))?)(?:\s+\((?:from\s+)?(?:{names})(?:\s+to\s+|\s?[-–]\s?)"
         rf"(?:{names})\))?", cumulative.fiscal_months),
        ("month",
         r"(?:the\s+)?(?:first|opening)\s+month\s+of\s+(?:(?:the|this|its|our)\s+(?:new\s+)?(?:fiscal|financial)"
         r"\s+year|(?:FY\s?|(?:fiscal|financial)\s+(?:year\s+)?)(?P<year>(?:19|20)\d\d)(?:[-/](?P<last>\d{2,4}))?)",
         cumulative.first_fiscal_month),
        *fiscal_patterns(),
        ("date qtd mtd fytd",
         r"(?:(?:the\s+)?(?P<fiscal>fiscal|financial)[- ])?(?P<size>month|quarter|half|year)"
         r"[- ]to[- ]date|(?P<short>qtd|mtd|fytd)", spells.to_date),
        ("ytd date far since", so_far, spells.year_to_date),
        ("rest remainder remains",
         r"(?:(?:the\s+)?(?:rest|remainder)|what\s+remains)\s+of\s+(?:the\s+year|(?P<year>(?:19|20)\d\d))",
         spells.rest),
        ("and", r"(?P<year>(?:19|20)\d\d)\s+and\s+(?P<last>(?:19|20)\d\d)", spells.years),
        ("months", rf"(?:first|opening|initial)\s+{count}\s+months{year}", spells.first_months),
        ("quarters", rf"(?:first|opening|initial)\s+(?P<n>two|three|2|3)\s+quarters{year}",
         spells.first_quarters),
        ("month", rf"{count}-month\s+(?:total|figure|tally|sum|cumulative|aggregate)(?P<year>)(?P<rel>)",
         spells.first_months),
        ("month", rf"{count}-month(?=\s+(?:cumulative\s+|aggregate\s+)?{summed}\b)", cumulative.months_gone),
        ("year",
         rf"(?:(?:financial|fiscal)\s+|(?<=\bthe\s)(?:full\s+)?|(?<=[,:(]\s))year\s+(?:to|ended|ending|until)\s+"
         rf"(?:end-|\d{{1,2}}\s+)?(?P<month>{names})(?:\s+\d{{1,2}}(?!\d),?)?(?:\s+(?P<year>(?:19|20)\d\d))?",
         spells.year_to),
        ("months",
         rf"(?:(?<=\bin\s)|(?<=\bfor\s)|(?<=\bover\s)|(?<=\bof\s))the\s+(?P<n>{numbers})\s+months"
         rf"(?!\s+(?:to(?!\s+[\d$€¥])|to\s+\d{{1,2}}\s+(?:{names})\b|since|through|ended|ending|before|earlier))(?P<year>)(?P<rel>)",
         spells.first_months),
        ("months",
         rf"(?:(?<=\bbrings\s)|(?<=\bbringing\s)|(?<=\bbrought\s)|(?<=\btaking\s))the\s+(?P<n>{numbers})\s+months"
         r"(?=\s+to\s+[\d$€¥])(?P<year>)(?P<rel>)", spells.first_months),
        ("midyear mid-year middle",
         r"(?:by|at|before|into|towards?|until|in|around|from)\s+(?:mid-?year"
         r"|the\s+middle\s+of\s+(?:the|this|(?P<rel>next))\s+year)", spells.mid_year),
        ("months",
         rf"(?:(?:(?<=\boutput\s)|(?<=\bproduction\s)|(?<=\bexports\s)|(?<=\bimports\s)|(?<=\bshipments\s)"
         rf"|(?<=\bsales\s)|(?<=\bdemand\s)|(?<=\btotal\s))(?:of|in|over)|(?<=\btotal\s)for)\s+(?:all\s+|these\s+)?"
         rf"(?P<n>{numbers}|\d{{1,2}})\s+months(?!\s+(?:ago|earlier|before|to(?!\s+[\d$€¥])|ended|ending|since|through))",
         cumulative.months_gone),
        ("months",
         rf"(?:(?:in|over|for|through)\s+)?{count}\s+months(?=:\s|,\s+(?:the\s+|its\s+|total\s+|cumulative\s+)*{summed}\b)",
         cumulative.months_gone),
        ("months", rf"{count}\s+months\s+of\s+(?P<year>(?:19|20)\d\d)(?P<rel>)", spells.first_months),
        ("months", rf"over\s+{count}\s+months(?=\s+(?:{summed}\b|[\d$€]))", cumulative.months_gone),
        ("months",
         rf"{count}\s+months(?=\s+(?:have|had)\s+(?:now\s+)?(?:given|brought|yielded|seen|produced)\b)",
         cumulative.months_gone),
        ("cumulative accumulated aggregate",
         rf"(?:to|through|until|till|up\s+to)\s+(?:end-|the\s+end\s+of\s+)?(?P<month>{names})"
         r"(?:\s+(?P<year>(?:19|20)\d\d))?(?!\s+\d)", cumulative.summed_to),
        ("accumulated", r"accumulated\s+(?:of|in|for|over|during)\s+the\s+year", spells.year_to_date),
        ("months years",
         rf"{count}\s+(?P<size>months|years)\s+ago",
         spells.ago),
        ("months",
         rf"{count}\s+months\s+(?:since|from|(?:starting|beginning)\s+(?:in|with))\s+(?P<month>{names})"
         rf"(?!\s+(?:to|through|until)\b)", spells.months_since),
        ("and",
         rf"(?P<first>{names})\s+and\s+(?P<last>{names})(?:\s+(?P<year>(?:19|20)\d\d))?", cumulative.summed),
        ("year annual",
         rf"(?:the\s+)?(?:full-year|whole-year)(?=\s+{summed})|the\s+annual(?=\s+{summed}\b(?!\s+of\b))"
         rf"|the\s+{summed}\s+(?:of|for)\s+the\s+(?:full\s+|whole\s+)?year", cumulative.annual),
        ("half-year half", rf"(?:the\s+)?(?:half-year(?:'s|’s)?|half-yearly|six-month)(?=\s+{summed})",
         cumulative.half_year),
        ("quarterly quarter's quarter’s", rf"the\s+(?:quarterly|quarter(?:'s|’s))(?=\s+{summed})",
         cumulative.quarterly),
        ("end",
         r"(?:by|at|before|into|towards?)\s+(?:the\s+)?(?:year[- ]end|end\s+of\s+the\s+year)",
         spells.year_end),
        ("quarter",
         r"quarter\s+(?:to|ended|ending)\s+(?:\d{1,2}\s+)?(?P<month>March|June|September|December)"
         r"(?:\s+\d{1,2}(?!\d),?)?(?:\s+(?P<year>(?:19|20)\d\d))?", spells.ending),
        ("months",
         rf"{count}\s+months\s+(?:to|through|until|ended|ending|up\s+to)\s+(?:end-|\d{{1,2}}\s+)?"
         rf"(?P<month>{names})(?:\s+(?P<year>(?:19|20)\d\d))?", spells.months_to),
        ("day days", rf"(?P<which>first|middle|second|last|third|final)\s+(?:ten|10)[- ]days?(?:[- ]period)?"
         rf"(?:\s+(?:of|in)\s+{month})?", spells.ten_days),
        ("ten days",
         r"(?<=\bthe\s)(?P<which>second|middle|third|last|closing|final)(?:\s+(?:eight|nine|ten|eleven|8|9|10|11))?"
         r"(?=\s*(?:[,.;)](?!\d)|and\b|$))", spells.next_ten_days),
        ("days",
         rf"first\s+(?P<n>\d{{1,2}}|{numbers}|fifteen|twenty)\s+days\s+(?:of|in)\s+{month}",
         spells.first_days),
        ("half", rf"(?P<which>first|second)[- ]half\s+of\s+{month}", spells.half_month),
        ("quarter", r"(?P<month>March|June|September|December)(?:'s|’s)?[- ]quarter"
         r"(?:(?:\s+of)?\s+(?P<year>(?:19|20)\d\d))?", spells.ending),
        ("quarter", rf"{which}[- ]quarter(?!\s+of\s+the\s+(?:fiscal|financial))(?:'s|’s)?{year}",
         spells.quarter),
        ("half",
         rf"(?P<which>first|second|1st|2nd)[- ]half(?:'s|’s)?(?!\s+of\s+(?:{names}|its|their|our|a)\b){year}",
         spells.half),
        ("quarter quarters quarterly half halves", ORDINAL, part_of_year),
        ("start beginning",
         r"(?:from|compared\s+(?:with|to))\s+the\s+(?:start|beginning)\s+of\s+the\s+year",
         spells.year_to_date),
        ("year annual",
         r"(?:(?<=\bbringing\s)|(?<=\bbrings\s)|(?<=\bbrought\s))(?:the\s+(?:full\s+)?year|the\s+(?:annual|year's)\s+total)"
         r"(?=\s+to\b)|(?<=\bwithin\s)the\s+year|(?:in|over|during)\s+the\s+course\s+of\s+the\s+year"
         r"|the\s+(?:annual|year's|year’s)\s+total"
         r"|the\s+year(?:'s|’s)(?=\s+(?:output|production|exports|imports|sales|shipments|demand|consumption)\b)"
         r"|the\s+total\s+for\s+the\s+year", spells.year_so_far),
        ("quarter",
         r"(?:the\s+)?(?P<rel>this|current|last|previous|next|coming|the)\s+quarter", spells.this_quarter),
        ("fiscal fy",
         r"(?:fiscal\s+(?:year\s+)?|FY\s?(?=(?:19|20)\d\d[-/]))(?P<year>(?:19|20)\d\d)(?:[-/]\d{2,4})?",
         spells.fiscal),
        ("and",
         rf"(?P<first>{names})\s+and\s+(?P<last>{names})(?:\s+(?P<year>(?:19|20)\d\d))?"
         r"(?=\s+(?:combined?|together|totall?ed|(?:added|adds|add)\s+up|brought\s+[\d$]|(?:amounted|came)\s+to)|:\s+\d)",
         spells.both),
        ("january and", r"(?P<first>January)\s+and\s+(?P<last>February)(?:\s+(?P<year>(?:19|20)\d\d))?"
         r"(?=\s+(?:was|were|came\s+to|reached|amounted)\s+(?:\w+\s+){0,2}[\d$])(?![^.]*\b(?:respectively|each)\b)",
         spells.both),
        ("year", rf"(?:the\s+)?{relative}(?:\s+(?:full|whole|calendar))?[- ]year(?:'s|’s)?|full-year"
         r"|(?<=\bfor\s)the\s+year(?![-–]end|\s+to(?!\s+(?:about\s+|some\s+|around\s+)?[\d$€]))"
         r"|the\s+year\s+as\s+a\s+whole", spells.whole_year),
    )  # fmt: skip
    return tuple(
        (cued(rf"(?<![\w-])(?:{text})(?![\w])", cues.split(), re.IGNORECASE), make)
        for cues, text, make in texts
    )


@cache
def _cues() -> frozenset[str]:
    return frozenset(cue for pattern, _ in _patterns() for cue in pattern.cues or ())


@lru_cache(maxsize=1)
def _cues_in(body: str) -> frozenset[str]:
    """Return the cues that a whole section holds, so that a sentence is searched for few."""
    return frozenset(filter(plain(body).__contains__, _cues()))


@lru_cache(maxsize=4096)
def _cued_by(said: frozenset[str]) -> tuple[tuple[Cued, _Make], ...]:
    """Return the patterns that can match where some cues are said."""
    return tuple((p, make) for p, make in _patterns() if p.cues is None or not p.cues.isdisjoint(said))


def intervals_in(body: str, start: int, end: int, month: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, period) of the intervals in `body[start:end]`, in order, without overlap."""
    found: list[tuple[int, int, str]] = []
    text = plain(body[start:end])
    said = frozenset(filter(text.__contains__, _cues_in(body)))
    for pattern, make in _cued_by(said):
        for match in pattern.finditer(body, said, start, end):
            if any(a < match.end() and match.start() < b for a, b, _ in found):
                continue
            lead = body[max(start, match.start() - 6) : match.start()].split()
            if lead and lead[-1].lower() in _NOT_TIMES and make in (spells.this_quarter, spells.whole_year):
                continue
            period = make(match, month)
            if period is not None:
                found.append((match.start(), match.end(), period))
    yield from sorted(found)

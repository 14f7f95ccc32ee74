"""Regions: the places that a run of text names, but for the one that the section is about anyway."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

from extract.annotate.lexicon import words
from extract.record import record
from extract.rules.tokens import grammar, lexicon

__all__ = [
    "coordinated",
    "home_of",
    "is_place",
    "is_place_name",
    "names_of",
    "place_lists",
    "places_in",
    "region_in",
    "region_told",
]

_CHINA = "China"
_REMEMBERED, _CACHED = 64, 2048
_LEAD = 20


@record(frozen=True, slots=True)
class _Place:
    """A place as printed, where it stands, and the place that it is one name of."""

    text: str
    start: int
    end: int
    meant: str
    adjective: bool = False


@cache
def _by_first_word() -> dict[str, list[tuple[str, str, bool]]]:
    """Return (name, place meant, whether it is an adjective) by the first word, longest first."""
    known = lexicon("places")
    same: dict[str, str] = known["same"]
    listed = [*known["provinces"], *known["towns"], *known["countries"], *known["abroad"]]
    entries = [(name, same.get(name, name), False) for name in listed]
    entries += [(name, same.get(place, place), True) for name, place in known["demonyms"].items()]
    table: dict[str, list[tuple[str, str, bool]]] = {}
    for entry in sorted(entries, key=lambda entry: (-len(entry[0]), entry[0])):
        table.setdefault(entry[0].split()[0], []).append(entry)
    return table


@cache
def _by_place() -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    for entry in chain.from_iterable(_by_first_word().values()):
        names.setdefault(entry[1], []).append(entry[0])
    return {place: tuple(listed) for place, listed in names.items()}


def names_of(place: str) -> tuple[str, ...]:
    """Return the names by which a place is printed, longest first: "Guinean", "Guinea"."""
    known = _by_place().get(lexicon("places")["same"].get(place, place), ())
    return tuple(sorted({place, *known}, key=lambda name: (-len(name), name)))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    directions = "|".join(lexicon("places")["directions"])
    word = re.compile(r"(?<![\w-])(?:overseas|[A-Z][\w.]*)(?![\w$])")
    compass = re.compile(rf"(?<![\w-])(?:(?i:{directions})|[NSEW]\.|[NS][EW])\s+$")
    bare = re.compile(
        rf"(?<![\w-])(?:(?:{directions})\s+(?:regions?|areas?|provinces?)"
        rf"|(?<=\bthe\s)(?:{directions})(?=\s*(?:[,.;:)(]|$|\s(?:[\d~]|{_AFTER}|[a-z]+ed)\b)))"
    )
    return word, compass, bare


_ABROAD = re.compile(
    r"\b(?:(?:[Ww]orld|[Gg]lobal)[\s,]+)?(?:(?:[Oo]utside|excluding)\s+(?:of\s+)?|ex[- ])China\b(?![’'])"
)
_AFTER = (
    "and|or|but|was|were|is|are|has|had|have|fell|rose|down|up|by|at|to|in|on|as|will|would|may|should|which|"
    "where|than|while"
)


@lru_cache(maxsize=_CACHED)
def places_in(text: str) -> tuple[_Place, ...]:
    """Return the known places of a text in order: "east Xinjiang", "Chilean", "overseas", "the south"."""
    return tuple(_places(text))


def _places(text: str) -> Iterator[_Place]:
    word, compass, bare = _patterns()
    table = _by_first_word()
    spans = []
    if any(map(text.__contains__, lexicon("places")["directions"])):
        spans = [_Place(m.group(), m.start(), m.end(), m.group()) for m in bare.finditer(text)]
    last = 0
    if "China" in text:
        spans += [_Place(m.group(), m.start(), m.end(), "overseas") for m in _ABROAD.finditer(text)]
    for match in word.finditer(text):
        if match.start() < last:
            continue
        key = match.group().split("'")[0]
        for name, meant, adjective in table.get(key, table.get(key.rstrip("."), ())):
            end = match.start() + len(name)
            if not text.startswith(name, match.start()) or (end < len(text) and _goes_on(text, end)):
                continue
            if adjective and text.startswith(" New Year", end):
                break
            lead = compass.search(text, max(0, match.start() - _LEAD), match.start())
            start = lead.start() if lead and not adjective else match.start()
            if start < match.start():
                meant = name = text[start:end]  # noqa: PLW2901 - "east Xinjiang" is a place of its own
            spans.append(_Place(name, start, end, meant, adjective))
            last = end
            break
    taken = 0
    for place in sorted(spans, key=lambda place: (place.start, -place.end)):
        if place.start >= taken:
            yield place
            taken = place.end


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a word goes on behind a name: "Indian" in "Indiana", "US" in "US$"."""
    return (
        text[end].isalnum() or text[end] in "$_" or (text[end] == "-" and text[end + 1 : end + 2].isalpha())
    )


@lru_cache(maxsize=_REMEMBERED)
def home_of(heading: str, body: str) -> frozenset[str]:
    """Return the places that need no telling: the heading's own, else China where the section opens there."""
    named = frozenset(place.meant for place in places_in(heading.replace("Overseas", "overseas")))
    if named:
        return named
    told = list(_places(body))
    chinese = {_CHINA, "overseas", *lexicon("places")["provinces"], *lexicon("places")["towns"]}
    foreign = [
        place for place in told if not {place.meant, place.text} & chinese and _CHINA not in place.text
    ]
    if told and told[0] in foreign:
        return frozenset()
    # The register of China's price reporters counts in "mt" and speaks of what is domestic; a note that
    # counts otherwise tells of China as of other places.
    if not _HOUSE.search(body):
        if _TONNES.search(body):
            return frozenset()
        aside = _CHINA in body and _ASIDE.search(body)
        abroad = aside or ((foreign or _WORLD.search(body)) and not _DOMESTIC.search(body))
        if abroad:
            return frozenset()
    return frozenset({_CHINA})


_HOUSE = re.compile(r"\d\s?mt\b|\w/mt\b|\bSMM\b")
_TONNES = re.compile(r"\d\s?(?:t|kt|Mt|oz|koz|Moz|tpa|ktpa|Mtpa)\b|\b(?:tons?|tonnes?|ounces)\b")
_DOMESTIC = re.compile(r"\b(?:[Dd]omestic(?:ally)?|nationwide|at home|national)\b")
_WORLD = re.compile(r"\b(?:[Ww]orld(?:wide)?|[Gg]lobal(?:ly)?)\b")
_ASIDE = re.compile(r"\b(?:[Oo]utside China|ex-China)\b|^\W*China\b(?!['’])|\bChina(?: first)?:", re.M)


def region_in(text: str, home: frozenset[str], *, adjectives: bool = False) -> str | None:
    """Return the places that a text names, comma-separated, but for those of `home`."""
    found: list[str] = []
    last = 0
    for place in places_in(text):
        ports = _PORTS.match(text, place.end)
        if ports and place.adjective and ((place.meant != _CHINA and place.meant in home) or ports[1] == ""):
            ports = None  # "Guinean ports" are what the section is about, "Chinese port stocks" China's
        if (place.meant in home and not ports) or (place.adjective and not adjectives):
            continue
        name = place.meant if place.adjective else place.text
        if ports:
            name = text[place.start : ports.end()]  # "Chinese ports", "Tianjin port"
        if found and text[last : place.start] in ("'s ", "’s "):
            found.pop()  # "Myanmar's Wa State"
        last = place.end
        if name not in found:
            found.append(name)
    if len(found) > 1:
        found = list(dict.fromkeys(_PORT_WORD.sub("", name) for name in found))  # "Tianjin and Qinzhou ports"
    return ", ".join(found) or None


_PORTS = re.compile(r"\s+port(s?)\b(?!\s+(?:stocks?|inventor))")
_PORT_WORD = re.compile(r"\s+ports?$")


def coordinated(body: str, sentence: tuple[int, int], run: tuple[int, int]) -> tuple[int, int]:
    """Return a run widened to the whole of each list of places that it touches ("A, B and C")."""
    start, end = run
    for listed in place_lists(body[slice(*sentence)]):
        first, last = listed[0].start + sentence[0], listed[-1].end + sentence[0]
        if first < end and start < last:
            start, end = min(start, first), max(end, last)
    return start, end


@lru_cache(maxsize=_CACHED)
def place_lists(text: str) -> tuple[tuple[_Place, ...], ...]:
    """Return the places that stand side by side in a text ("A, B and C"), list by list, one alone as well."""
    lists: list[tuple[_Place, ...]] = []
    for place in places_in(text):
        if lists and _LIST_GAP.fullmatch(text, lists[-1][-1].end, place.start):
            lists[-1] = (*lists[-1], place)
        else:
            lists.append((place,))
    return tuple(lists)


_LIST_GAP = re.compile(r"(?:,|\s|\band\b|\bor\b|\bas well as\b|/)+")


def region_told(text: str, home: frozenset[str]) -> str | None:
    """Return the regions that a noun phrase and its "in" name: listed places, adjectives, and other names.

    A place that no list has is known by its capital behind "in" ("premiums in Rotterdam").
    """
    listed = region_in(text, home, adjectives=True)
    if listed:
        return listed
    panel = _PANEL.search(text) if "-" in text else None
    if panel:
        return panel.group()
    named = _CAPITAL.search(text)
    if named is None or any(p.start < named.end(1) and named.start(1) < p.end for p in places_in(text)):
        return None
    names = [name for name in _SEPARATED.split(named[1]) if name]
    return ", ".join(name for name in names if is_place(name, home)) or None


@lru_cache(maxsize=4096)
def is_place_name(word: str) -> bool:
    """Tell whether a word by itself is a known place or its adjective ("Chilean")."""
    return any(place.start == 0 and place.end == len(word) for place in places_in(word))


def is_place(name: str, home: frozenset[str]) -> bool:
    """Tell whether a capitalised name behind "in" can be a place that is worth telling."""
    months = words().months
    dated = any(part.lower().rstrip(".") in months for part in re.split(r"[-–\s]", name))
    known = next((place.meant for place in places_in(name)), name)
    return not (dated or name in grammar("no_places") or name.isupper() or known in home)


_CAPITAL = re.compile(
    r"\bin\s+(?:the\s+)?((?:[A-Z][a-z][\w'’-]+)(?:(?:,\s+and\s+|,\s+|\s+and\s+|\s+)(?:[A-Z][a-z][\w'’-]*))*)"
)
_SEPARATED = re.compile(r",\s+and\s+|,\s+|\s+and\s+")
_PANEL = re.compile(r"\b\w+-(?:region|province|port|city|country)\b")

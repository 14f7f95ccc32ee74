"""Counts: enterprises surveyed or in a condition are metrics, counts told in passing are not."""

from __future__ import annotations

import re
from itertools import pairwise, product, takewhile

from extract.annotate.lexicon import words
from extract.document import Annotated, Figure
from extract.rules.context import Statement
from extract.rules.draft import Draft, Outcome, Refusal
from extract.rules.scope import Scope
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Basis, Direction, Indicator, Reason, Status

__all__ = ["read_count"]

_SURVEY = re.compile(
    r"\b(?:survey\w*|sampled?|polled|interview\w*|investigated|panel|respondents|questionnaire|replied|answer(?:ed|ing)|answers(?=:)"
    r"|reporting (?:enterprises|companies|members|producers|plants|mills|smelters)"
    r"|(?:enterprises|companies|members|producers|plants|mills|smelters) reported(?=[,;.])"
    r"|of (?:these|those) \w+(?=,)|(?<=of the )\d+(?=,)"
    r"|among (?:the|them|those|these))\b",
    re.I,
)
_FOLLOWED = re.compile(
    r"\b(?:tracked by|(?:that |which |)we (?:track|follow|cover|poll)|in our (?:universe|coverage)"
    r"|reports? to us|reporting to us|(?:spoke|talked|spoken) (?:to|with)|told us)\b",
    re.I,
)
_RUNNING = re.compile(
    r"\s+(?:[\w-]+\s+){1,3}(?:were|are) (?:still |then |now )?"
    r"(?:operating|producing|running|idle|active|at work|in operation|in production)\b"
)
_TURNAROUND = re.compile(r"\b(?:maintenance|overhaul|turnaround)", re.I)
_AROUND = 60
_SEVERAL = 6
"""Of so many enterprises a part is told as of a population; one of two is told in passing."""
_MAX_CONDITION = 5
_SPANS = frozenset({"days", "day", "weeks", "week"})
_LATELY = 6
_REPORTING = frozenset(
    "saw see seeing reported experienced experiencing recorded with a an in having posted".split()
)
_SURVEYED = re.compile(r"(?:surveyed|survey\s+\w+|among\s+the|sampled?)\s+(?:\w+\s+)?$", re.I)
_CONDITION = re.compile(
    r"\b(?:halt|cut|reduc|rais|increas|decreas|maintain|suspen[ds]|stopp|resum|shut|report|declin|expand|"
    r"lower|saw|see|kept|keep|record|experienc|normal|idle|idling)\w*"
    r"|\b(?:in|out of|into) (?:production|operation)\b",
    re.I,
)
_PASSING = re.compile(r"\b(?:maintenance|overhaul|under|owned|belong\w*|line|lines|furnace|furnaces)\b", re.I)
_EQUIPMENT = frozenset("furnace furnaces kiln kilns line lines unit units".split())
"""What enterprises have: a number of these is none of them."""
# "Plants in operation fell from 98 to 87", "the number of smelters that ran was 31"; not of furnaces.
_MAKERS = "|".join(sorted(words().countable - _EQUIPMENT))
_HOW_MANY = re.compile(
    rf"\b(?:number of (?:[\w-]+ ){{0,3}}?(?:{_MAKERS})\b"
    rf"|(?:{_MAKERS}) (?:in (?:operation|production)|operating|running)\b)[^.;,]{{0,60}}$",
    re.I,
)
# "Six enterprises had halted production", "ten refineries in Jiangxi reported lower output".
_ACTED = re.compile(
    rf"\s+(?:[\w-]+\s+){{0,2}}?(?:{_MAKERS})(?:\s+in(?:\s+\w+){{1,3}}?)?\s+"
    r"(?:(?:had|have|were|all|fully|completely)\s+)*"
    r"(?:halt|cut|reduc|rais|increas|decreas|suspend|stopp|resum|report)\w*",
    re.I,
)
_MEASURED = frozenset({Indicator.PRODUCTION, Indicator.OPERATING_RATE, Indicator.INVENTORY})
_DIGITS_OF_GRADE = 4
_PART = 3
_OF_THEM = frozenset(product(("of", "among"), ("them", "these", "those")))
_REACH = 8
_TOGETHER = frozenset("combined total aggregate joint".split())
_POPULATION = 10
"""So many enterprises of whom one thing is told are a sample, and none that are counted in passing."""


def read_count(
    section: Annotated,
    statement: Statement,
    at: int,
    period: str,
    status: Status,
    previous: Draft | None,
) -> Outcome:
    """Read the count at token `at`."""
    tokens = statement.tokens
    figure = tokens[at].figure
    if figure is None:
        raise ValueError("no figure at this token")
    body = section.section.body
    behind = tokens[at + 1 : at + 5]
    areas = grammar("areas")
    if any(token.low in areas for token in behind[:2]):
        return Refusal(figure, Reason.NOT_A_METRIC, "a count of places")
    if _is_code(tokens, at):
        return Refusal(figure, Reason.GRADE, "the number of a grade")
    sentence = body[statement.sentence.start : statement.sentence.end]
    spelled = not tokens[at].text[:1].isdigit()
    surveyed = (
        bool(_SURVEY.search(sentence))
        or _is_of_group(section, statement, at)
        or _is_of_them(section, statement, at)
        or (spelled and figure.value >= _SEVERAL and _ACTED.match(body, figure.end) is not None)
    )
    counted = previous is not None and previous.indicator is Indicator.PRODUCER_COUNT
    if spelled and _is_ranked(tokens, at):
        return Refusal(figure, Reason.COUNT_IN_PASSING, "a count of the largest")
    if spelled and not surveyed and not (counted and _goes_on(tokens, at, figure, previous)):
        return Refusal(figure, Reason.COUNT_IN_PASSING, "a small count in words, of no survey")
    if not spelled and not surveyed and not counted:
        if _counted_noun(tokens, at) not in words().countable - _EQUIPMENT or _is_ranked(tokens, at):
            return Refusal(
                figure, Reason.COUNT_IN_PASSING, "a count of no survey, of equipment or of the largest"
            )
        if not (_CONDITION.search(sentence) or _is_sample(tokens, at, figure)):
            return Refusal(figure, Reason.COUNT_IN_PASSING, "a count of no survey and no condition")
    move = _move_before(tokens, at) or _move_behind(tokens, at)
    lately = tokens[max(0, at - _LATELY) : at]
    if move is not None and any(token.low.split()[-1] in _SPANS for token in lately):
        return Refusal(figure, Reason.DURATION, "how much longer a span of time is")
    if move is not None and counted and previous is not None:
        return Draft(
            figure, Indicator.PRODUCER_COUNT, Basis.MOM, move, False, period, status,
            previous.scope, ("a change of the count before it",),
        )  # fmt: skip
    if _is_whole_again(section, tokens, at):
        return Refusal(figure, Reason.REPEAT, "the number of those asked, told before")
    segment = _condition(section, tokens, at)
    foreseen = status is Status.FORECAST and period > section.month
    return Draft(
        figure, Indicator.PRODUCER_COUNT, Basis.LEVEL, None, False, period,
        Status.FORECAST if foreseen else Status.ACTUAL,
        Scope(segment), ("a count of enterprises",),
    )  # fmt: skip


def _is_whole_again(section: Annotated, tokens: tuple[Token, ...], at: int) -> bool:
    """Read "thirteen of the 29" behind a sentence that told of these 29."""
    figure = tokens[at].figure
    lead = [token.low for token in tokens[max(0, at - 2) : at]]
    if figure is None or lead != ["of", "the"] or at < _PART or tokens[at - _PART].figure is None:
        return False
    return any(
        each.value == figure.value and each.sentence < figure.sentence and each.unit == figure.unit
        for each in section.figures
    )


def _is_code(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether four digits in a row count nothing, as where they name a grade ("that of 6082")."""
    text, behind = tokens[at].text, tokens[at + 1 : at + 3]
    known = words().countable | words().countable_in_digits
    return text.isdigit() and len(text) == _DIGITS_OF_GRADE and not any(t.low in known for t in behind)


def _is_of_group(section: Annotated, statement: Statement, at: int) -> bool:
    """Tell whether the counted are a part of a known number, are followed by a survey, or simply run.

    "Seven of 43 plants were running", "nine of them report to us", "five producers were operating".
    """
    tokens, body = statement.tokens, section.section.body
    if _HOW_MANY.search(body, statement.sentence.start, tokens[at].start):
        return True
    if _counted_noun(tokens, at) not in words().countable - _EQUIPMENT:
        return False
    begin = max(statement.sentence.start, tokens[at].start - _AROUND)
    near = body[begin : min(statement.sentence.end, tokens[at].end + _AROUND)]
    if _FOLLOWED.search(near) or _RUNNING.match(body, tokens[at].end, statement.sentence.end):
        return True
    lows = [token.low for token in tokens[at + 1 : at + 4]]
    group = tokens[at + 2 + (lows[1:2] == ["the"])] if lows[:1] == ["of"] and at + 3 < len(tokens) else None
    part = tokens[at - 1 - (tokens[at - 1].low == "the")] if at > 1 else None
    if _TURNAROUND.search(near):
        return False
    within = group is not None and group.figure is not None and group.figure.value >= _SEVERAL
    whole = part is not None and part.low == "of" and tokens[max(0, at - 4) : at][0].figure is not None
    figure = tokens[at].figure
    return within or (whole and figure is not None and figure.value >= _SEVERAL)


def _is_of_them(section: Annotated, statement: Statement, at: int) -> bool:
    """Read "thirteen of them produced less", "of these, 11 produced less", behind a sentence on a survey."""
    tokens = statement.tokens
    said = {tuple(token.low for token in pair) for pair in (tokens[:2], tokens[at + 1 : at + 3])}
    if _OF_THEM.isdisjoint(said):
        return False
    earlier = section.sentences[max(0, statement.sentence.number - 2) : statement.sentence.number - 1]
    return any(_SURVEY.search(section.section.body, each.start, each.end) for each in earlier)


def _counted_noun(tokens: tuple[Token, ...], at: int) -> str:
    """Return the noun that a count counts, or the empty string."""
    known = words().countable | words().countable_in_digits
    before = tokens[max(0, at - 4) : at] if at and tokens[at - 1].text == "," else ()
    return next((token.low for token in (*tokens[at + 1 : at + 6], *before) if token.low in known), "")


def _is_ranked(tokens: tuple[Token, ...], at: int) -> bool:
    """Read "the top 10 makers": a class, and no number of them."""
    return at > 0 and tokens[at - 1].low in ("top", "largest", "biggest", "leading", "first")


def _goes_on(tokens: tuple[Token, ...], at: int, figure: Figure, previous: Draft | None) -> bool:
    """Tell whether a count in words goes on with a survey: beside another count, or of a condition."""
    if previous is not None and previous.figure.sentence == figure.sentence:
        return True
    near = " ".join(token.text for token in tokens[max(0, at - _MAX_CONDITION) : at + _MAX_CONDITION])
    placed = any(
        token.low == "in" and after.text[:1].isupper()
        for token, after in pairwise(tokens[at + 1 : at + _MAX_CONDITION])
    )
    told = bool(_CONDITION.search(near)) or any(
        token.has(Kind.MOVE) for token in tokens[max(0, at - _MAX_CONDITION) : at]
    )
    return told and not placed and not _PASSING.search(near)


def _is_sample(tokens: tuple[Token, ...], at: int, figure: Figure) -> bool:
    """Tell whether output or a rate is told of the counted ("the rate of 121 plants")."""
    if figure.value < _POPULATION:
        return False
    lead = [token.low for token in tokens[max(0, at - 2) : at]]
    told = lead[-1:] in (["of"], ["at"], ["from"], ["among"], ["our"], ["the"], ["across"]) or not lead
    if (told or lead[-1:] == [","]) and _has_capacity(tokens[at + 1 :]):
        return True
    return told and any(
        token.code(Kind.INDICATOR) in _MEASURED or token.low.startswith(("ran", "run", "running"))
        for token in tokens
    )


def _has_capacity(behind: tuple[Token, ...]) -> bool:
    """Read "27 producers had a combined capacity of": those whose capacity is told together."""
    piece = list(takewhile(lambda token: token.figure is None and token.text not in ",;", behind[:_REACH]))
    return any(not _TOGETHER.isdisjoint(token.low.split()) for token in piece) and any(
        token.code(Kind.INDICATOR) is Indicator.CAPACITY for token in piece
    )


def _move_before(tokens: tuple[Token, ...], at: int) -> Direction | None:
    for token in reversed(tokens[max(0, at - 3) : at]):
        way: Direction | None = token.code(Kind.TREND) or token.code(Kind.MOVE)
        if way is not None:
            return way
        if token.low not in ("of", "by", "a", "an"):
            return None
    return None


def _move_behind(tokens: tuple[Token, ...], at: int) -> Direction | None:
    """Read "which is 3 more than a month before"."""
    behind = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return {"more": Direction.UP, "fewer": Direction.DOWN, "less": Direction.DOWN}.get(behind)


def _condition(section: Annotated, tokens: tuple[Token, ...], at: int) -> str | None:
    """Return the condition of the counted: the words behind it, up to the next mark."""
    if _SURVEYED.search(section.section.body, max(0, tokens[at].start - 40), tokens[at].start):
        return "surveyed"
    run: list[Token] = []
    for place in range(at + 1, len(tokens)):
        token = tokens[place]
        if (
            token.kind != Kind.WORD
            or len(run) >= _MAX_CONDITION
            or token.low in ("while", "of", "compared to")
            or _leads_to_next(tokens, place)
        ):
            break
        if not run and (token.low in words().countable or token.low in _REPORTING or token.low in _AUXILIARY):
            continue
        run.append(token)
    if not run or run[0].low in _JOINING:
        return _condition_before(section, tokens, at) or _population(section, tokens, at)
    nouns = [token for token in run if token.low in words().countable]
    if nouns or _SURVEY.search(section.section.body[run[0].start : run[-1].end]):
        return _population(section, tokens, at)
    while run and run[-1].low in _TRAILING:
        run.pop()
    return section.section.body[run[0].start : run[-1].end] if run else "surveyed"


def _leads_to_next(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether "and" leads to another figure: "18 saw a decline and only two were normal"."""
    behind = next((token for token in tokens[at + 1 :] if token.low not in _HEDGING), None)
    return tokens[at].low == "and" and behind is not None and behind.figure is not None


def _condition_before(section: Annotated, tokens: tuple[Token, ...], at: int) -> str | None:
    """Read "production was halted at 13, it was normal at 3", "output fell at four producers"."""
    lead = at - 1
    if lead > 0 and tokens[lead].low in _HEDGING:
        lead -= 1
    if lead < 1 or tokens[lead].low not in ("at", "by", "involved", "among"):
        return None
    begin = lead
    while begin > 0 and tokens[begin - 1].kind == Kind.WORD and lead - begin < _MAX_CONDITION:
        if tokens[begin - 1].low in _AUXILIARY or tokens[begin - 1].has(Kind.INDICATOR):
            break
        begin -= 1
    said = [
        token
        for token in tokens[begin:lead]
        if _CONDITION.match(token.low) or token.has(Kind.MOVE) or token.has(Kind.TREND)
    ]
    if not said:
        return None
    return section.section.body[said[0].start : said[-1].end]


def _population(section: Annotated, tokens: tuple[Token, ...], at: int) -> str:
    """Return what the counted are called: a sample where the text calls them so, else surveyed."""
    behind = tokens[at + 1 : at + 6]
    sampled = any(token.low == "sample" for token in behind)
    return "sample" if sampled else "surveyed"


_AUXILIARY = frozenset("had have has were was are is been ran run ran at running were running at".split()) | {
    "ran at",
    "run at",
}
_JOINING = frozenset({"and", "that", "which", "who", "where", "whose", "but"})
_TRAILING = frozenset({"in", "an", "a", "the", "with", "and", "or", "ones", "at", "because", "as", "by"})
_HEDGING = frozenset({"about", "only", "just", "some", "another", "the"})

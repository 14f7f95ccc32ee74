"""Subjects: who or what a figure's verb is told of ("large smelters ran at 83%", "44% lump gained 4%")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Annotated
from extract.rules.asides import aside_before, caused, shared_subject
from extract.rules.matter import is_firm, is_full_name, is_matter, is_name_of_subject
from extract.rules.names import is_own
from extract.rules.phrase import is_grade, is_predicate, is_verb, noun_phrase_before, scope_words, subject_run
from extract.rules.scope import NO_SCOPE, Scope, is_group, scoped
from extract.rules.tokens import Kind, Token, grammar, lexicon

__all__ = ["FIRM", "antecedent_of", "class_of", "ends_head", "named_by", "subject_of"]

_PREPOSITIONS = frozenset("in of at by from for on with without to under across among using".split())
_OURS = frozenset({"we", "smm", "are", "were", "was", "is", "have", "had", "i"})
_RELATIVE = frozenset({"that", "which", "who"})
_PRONOUNS = frozenset({"those", "ones"})
FIRM = "its subject, a firm by its name"
"""Why a reading is of a company: no word of its sentence says so but the capitals of its name."""
_LONGEST_NAME = 4


def subject_of(
    section: Annotated,
    tokens: Sequence[Token],
    at: int,
    own: frozenset[str],
    first: int = 0,
    *,
    holding: bool = False,
) -> Scope:
    """Return the scope of the subject whose predicate ends before token `at`.

    `first` is the first token that may be the figure's own; `holding`: the subject has or reaches what
    stands at `at`, and does not move it. No scope where there is no verb, or where its
    subject is neither a class of producers nor a product.
    """
    end = at
    crossed = False
    while end > first:
        token = tokens[end - 1]
        aside = aside_before(tokens, end, first)
        if aside:
            end = aside
            continue
        if not _is_between(token) or (holding and _moves(token)):
            break
        crossed = crossed or is_verb(token) or token.has(Kind.ACTION)
        end -= 1
    if not crossed or end <= first:
        return NO_SCOPE
    if tokens[end - 1].low in ("which", "who") and end - 2 > first and tokens[end - 2].text == ",":
        end -= 2  # "553 silicon, which fetched"
    run = [token for token in subject_run(tokens, end) if token.start >= tokens[first].start]
    opened = end - len(run)
    if run and opened > 0 and is_grade(tokens, opened - 1):
        run.insert(0, tokens[opened - 1])  # "40% concentrate"
    opened = end - len(run)
    told = bool(run) and opened > 1 and tokens[opened - 1].low in _RELATIVE and is_group(tokens[opened - 2])
    if told and run[0].low not in _OURS:
        head = [*noun_phrase_before(tokens, opened - 2), tokens[opened - 2]]  # "plants that process scrap"
        return Scope(section.section.body[head[0].start : run[-1].end], why="the class that a clause tells")
    run = caused(run)
    scope = _of_run(section, tokens, run, own)
    if scope == NO_SCOPE and (shared := shared_subject(tokens, end, first)):
        return _named(section, tokens, shared, own)
    return scope


def antecedent_of(section: Annotated, tokens: Sequence[Token], at: int, own: frozenset[str]) -> Scope:
    """Return the scope of what ", whose" at token `at` takes up ("plants fed with scrap, whose output")."""
    run = list(subject_run(tokens, at))
    last = next((i for i in range(len(run) - 1, -1, -1) if is_group(run[i])), None)
    if last is None:
        made = next((i for i in range(len(run) - 1, 0, -1) if run[i].low in _MADE), None)
        return (
            NO_SCOPE if made is None else _told_of(section, run[made:], own, NO_SCOPE)
        )  # "rod made from scrap"
    head = [*noun_phrase_before(run, last), run[last]]
    return _class(section, tokens, head, run[last + 1 :], own, 'what "whose" takes up')


def class_of(
    section: Annotated, phrase: Sequence[Token], own: frozenset[str], tokens: Sequence[Token] = ()
) -> Scope:
    """Return the scope of a class of producers that a phrase names ("smelters not using concentrates")."""
    cut = next((i for i, t in enumerate(phrase) if i and t.low in scope_words("narrowing")), len(phrase))
    head = phrase[:cut]
    if not is_group(head[-1]) and head[-1].low not in _PRONOUNS:
        return scoped(section, phrase, own, whole=False)
    return _class(section, tokens or phrase, head, phrase[cut:], own, "")


def named_by(
    section: Annotated, tokens: Sequence[Token], phrase: Sequence[Token], own: frozenset[str]
) -> Scope:
    """Return the scope of a noun phrase that is no subject ("For lithium carbonate from recycling, ...")."""
    return _named(section, tokens, phrase, own)


def _of_run(section: Annotated, tokens: Sequence[Token], run: list[Token], own: frozenset[str]) -> Scope:
    while run and (run[0].low in ("and", "or", "then", "so", "only") or run[0].low in grammar("joints")):
        run.pop(0)
    if len(run) > 2 and run[0].low in ("that", "those") and run[1].low == "of":
        run = run[1:]
    if len(run) > 1 and run[0].low == "of":
        run = run[1:]  # "that of induction furnaces"
    if run and run[0].low in _PREPOSITIONS:
        # "At these prices scrap recyclers lose": the subject is the last phrase.
        last = len(run) - 1
        while last > 0 and not (
            run[last - 1].has(Kind.INDICATOR) or run[last - 1].low in _PREPOSITIONS or is_verb(run[last - 1])
        ):
            last -= 1
        if last <= 1 and run[0].low not in ("for", "at", "among", "with"):
            return NO_SCOPE
        run = run[max(last, 1) :]
    return _named(section, tokens, run, own) if run else NO_SCOPE


def _moves(token: Token) -> bool:
    kept = token.has(Kind.KEEPING) or token.has(Kind.LEVEL) or token.low in scope_words("between")
    return not kept and (token.has(Kind.MOVE) or token.has(Kind.DRIVING))


def _is_between(token: Token) -> bool:
    """Tell whether a word stands between a subject and its figure: a verb, an adverb, a small word."""
    if token.has(Kind.INDICATOR):
        return False
    small = token.low in scope_words("between") or token.has(Kind.DEGREE) or token.low.endswith("ly")
    return (
        small
        or is_verb(token)
        or token.kind == Kind.DATE
        or token.has(Kind.KEEPING)
        or token.has(Kind.ACTION)
    )


def _named(section: Annotated, tokens: Sequence[Token], run: Sequence[Token], own: frozenset[str]) -> Scope:
    cut = next((i for i, t in enumerate(run) if i and ends_head(t)), len(run))
    if any(is_predicate(run, i) for i in range(1, cut)):
        return NO_SCOPE  # "suppliers offered ingot": another verb's object
    joint = next((i for i in range(cut - 2, 0, -1) if run[i].low == "and"), 0)
    if joint and run[joint - 1].low.endswith("ed") and not is_own(run[joint - 1].low, own):
        run, cut = run[joint + 1 :], cut - joint - 1  # "the curbs continued and blast furnaces"
    head, tail = run[:cut], run[cut:]
    why = f"its subject {section.section.body[head[0].start : head[-1].end]!r}"
    if is_verb(head[0]) and not (head[0].low == "flat" and len(head) > 1):
        return NO_SCOPE
    if len(head) < _LONGEST_NAME and (bearer := _bearer(section, head, own, why)) is not None:
        return bearer
    if len(tail) > 2 and tail[0].text == "(" and tail[2].text == ")" and tail[1].text.isupper():
        return Scope(tail[1].text, why=why)  # "the top three enterprises (CR3)"
    if head[-1].low == "those" and tail and tail[0].low in ("from", "for"):
        return replace(_told_of(section, tail, own, NO_SCOPE), why=why)  # "those from consumer electronics"
    last = head[-1]
    if len(head) > 1 and head[-2].low in _RANKS and last.figure is not None:
        return Scope(section.section.body[head[-2].start : last.end], why=why)  # "the top five"
    if is_group(last) or last.low in _PRONOUNS:
        return _class(section, tokens, head, tail, own, why)
    deed = last.low.endswith(("ing", "tion", "age", "ance")) and not is_matter(last.text)
    if not deed and any(is_matter(token.text) or is_own(token.low, own) for token in head):
        scope = scoped(section, head, own, whole=False)
        if scope.segment is not None and (at := _origin(head, scope.segment)) is not None:
            body = section.section.body
            scope = Scope(body[head[at].start : head[at + 1].start] + scope.segment)  # "Gabonese lump"
        if scope.segment is None and tail:
            scope = _told_of(section, tail, own, scope)
        elif scope.segment is not None and tail and tail[0].low in ("with", "without"):
            narrowed = _narrowing(tail)
            body = section.section.body
            told = (
                f"{scope.segment} {body[narrowed[0].start : narrowed[-1].end]}" if narrowed else scope.segment
            )
            scope = Scope(told, scope.region)
        return Scope(scope.segment, scope.region, why=why if scope.segment else "")
    return NO_SCOPE


def _bearer(section: Annotated, head: Sequence[Token], own: frozenset[str], why: str) -> Scope | None:
    """Return the company or works that a subject names, or None."""
    named = is_name_of_subject(section, head[0], own) if len(head) == 1 else is_full_name(section, head, own)
    name = section.section.body[head[0].start : head[-1].end]
    if named:
        return Scope(entity=name, why=why)
    return Scope(entity=name, why=FIRM) if is_firm(section, head, own) else None


def _origin(head: Sequence[Token], segment: str) -> int | None:
    """Return where the adjective of a place stands right before a segment, or None."""
    at = next((i for i, t in enumerate(head) if segment.startswith(t.text)), 0)
    adjectives = lexicon("places")["demonyms"]
    return at - 1 if at and head[at - 1].text in adjectives and head[at - 1].low != "chinese" else None


def _told_of(section: Annotated, tail: Sequence[Token], own: frozenset[str], scope: Scope) -> Scope:
    """Read "lithium carbonate made from spodumene", "batteries for back-up power", "tin on the LME"."""
    begin = 1 if tail[0].low in _MADE and len(tail) > 1 else 0
    if tail[begin].low not in _TOLD_OF or len(tail) <= begin + 1:
        return scope
    rest = list(tail[begin + 1 :])
    cut = next((i for i, t in enumerate(rest) if i and (ends_head(t) or t.low == "and")), len(rest))
    named = scoped(section, rest[:cut], own, whole=True)
    exchange = any(token.text.isupper() for token in rest[:cut])
    if tail[begin].low == "on" and not exchange:
        return scope
    return Scope(named.segment, scope.region or named.region)


_MADE = frozenset({"made", "derived", "produced", "extracted", "refined", "recovered", "won", "based"})
_TOLD_OF = frozenset({"for", "from", "of", "on", "by"})


def ends_head(token: Token) -> bool:
    """Tell whether a word ends the head of a noun phrase: a preposition, a verb, what narrows."""
    small = token.low in _PREPOSITIONS or token.low in scope_words("narrowing")
    return small or token.text == "(" or is_verb(token)


def _class(
    section: Annotated,
    tokens: Sequence[Token],
    head: Sequence[Token],
    tail: Sequence[Token],
    own: frozenset[str],
    why: str,
) -> Scope:
    """Read "large smelters", "the large ones", "smelters not using concentrates", "those using scrap"."""
    body = section.section.body
    narrowed = _narrowing(tail)
    if narrowed:
        begin = narrowed[0] if head[-1].low in _PRONOUNS else head[0]
        if begin.low in ("the", "these", "those"):
            begin = head[1] if len(head) > 1 else narrowed[0]
        return Scope(body[begin.start : narrowed[-1].end], why=why)
    if not head[-1].low.rstrip("'’").endswith("s"):
        one = len(head) > 2 and head[0].low in ("a", "the") and head[-1].low in _ONES
        return Scope(entity=body[head[1].start : head[-1].end], why=why) if one else NO_SCOPE
    ranked = next((i for i, t in enumerate(head) if t.low in _RANKS), None)
    if ranked is not None:
        return Scope(body[head[ranked].start : head[-1].end], why=why)  # "the top five makers"
    scope = scoped(section, head, own, whole=False)
    if head[-1].low == "ones" and scope.segment is not None:
        group = next((t for t in reversed(tokens) if t.start < head[0].start and is_group(t)), None)
        if group is not None:
            return Scope(f"{scope.segment} {group.low}", scope.region, why=why)
    return Scope(scope.segment, scope.region, why=why if scope.segment else "")


_RANKS = frozenset({"top", "largest", "biggest"})
_ONES = frozenset({"miner", "company", "producer", "group"})


def _narrowing(tail: Sequence[Token]) -> list[Token]:
    """Return the participle or "with" phrase that narrows a class, up to a place or bracket."""
    if not tail or tail[0].low not in scope_words("narrowing"):
        return []
    kept: list[Token] = []
    for token in tail:
        if token.text in ("(", ",") or (token.low in ("in", "at", "across") and kept):
            break
        kept.append(token)
    return kept if len(kept) > 1 else []

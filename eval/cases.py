"""Cases: a run's sections put beside the gold set's, in the one edition that the run has read.

The edition is known by the hash of each section's text. Text of neither edition is refused: offsets
into another text would make a score of chance. What a run says twice is scored twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from eval.goldset import GoldSection, GoldSet
from eval.labels import Edition
from eval.records import Records, gold_records, predicted_records
from eval.runs import Run
from eval.section import Case
from extract.annotate import annotate
from extract.reading import read_report
from schemas.errors import InputError
from schemas.records import SectionResult
from schemas.vocabulary import SectionStatus

__all__ = ["Joined", "join"]

_EDITIONS: tuple[Edition, ...] = ("restated", "publisher")
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Joined:
    """What is scored: a case a gold section, the run's lines and the known texts by the case's name.

    `outside` names sections of the run that the gold set does not have; they are not scored.
    """

    edition: Edition
    cases: tuple[Case, ...]
    results: Mapping[str, tuple[SectionResult, ...]]
    bodies: Mapping[str, str]
    outside: tuple[str, ...]


def join(
    gold: GoldSet, run: Run, edition: str | None = None, source: Path | None = None, *, prefix: str = ""
) -> Joined:
    """Put a run beside a gold set.

    `edition` forces one of the editions; `source` is a copy of the publisher's text, from which its
    hashes are taken where set.yaml has none. A case is named by `prefix` and the section's slug. A gold
    section that the run lacks, or that failed, has no predicted records, unless the run was told to do
    other sections alone.

    Raises:
        InputError: the run's text is of neither edition or of both, no section is of the gold set, or one
            was an example in the prompt.
    """
    if edition is not None and edition not in _EDITIONS:
        raise InputError(f"--edition {edition}: must be restated or publisher")
    hashes = _hashes(gold, source)
    lines, outside = _by_slug(run, hashes, {section.slug for section in gold.sections})
    chosen = _edition(run, lines, hashes, edition)
    wanted = [s for s in gold.sections if not run.only_sections or s.slug in run.only_sections]
    if not wanted:
        raise InputError(f"{run.path}: none of its sections is in the gold set {gold.folder}")
    _refuse_shown(gold, run, wanted)
    bodies = _own_bodies(gold) if chosen == gold.base else _bodies(source, gold, run, lines)
    cases = tuple(_case(section, lines.get(section.slug, ()), chosen, gold, prefix) for section in wanted)
    return Joined(
        chosen,
        cases,
        {prefix + slug: found for slug, found in lines.items()},
        {prefix + slug: body for slug, body in bodies.items()},
        tuple(prefix + slug for slug in outside),
    )


def _refuse_shown(gold: GoldSet, run: Run, wanted: Sequence[GoldSection]) -> None:
    """Refuse to score sections that the prompt showed with their right answers."""
    shown = [section.slug for section in wanted if f"{gold.report}/{section.slug}" in run.shots]
    if shown:
        raise InputError(
            f"{run.path}: {len(shown)} of the sections to score were examples in the prompt; extract "
            f"with --except {','.join(shown)}"
        )


def _hashes(gold: GoldSet, source: Path | None) -> dict[Edition, dict[str, str]]:
    """Return slug -> hash of each edition."""
    hashes: dict[Edition, dict[str, str]] = {
        edition: {s.slug: found for s in gold.sections if (found := s.sha256(edition)) is not None}
        for edition in _EDITIONS
    }
    if source is not None:
        for section in read_report(source, gold.month).sections:
            known = hashes["publisher"].setdefault(section.slug, section.sha256)
            if known != section.sha256:
                raise InputError(f"{source}: the text of {section.slug} is not the one that was labelled")
    return hashes


def _by_slug(
    run: Run, hashes: Mapping[Edition, Mapping[str, str]], slugs: Set[str]
) -> tuple[dict[str, tuple[SectionResult, ...]], tuple[str, ...]]:
    """Return the run's lines by gold slug (known by slug, else by text), and the slugs outside."""
    by_hash = {digest: slug for known in hashes.values() for slug, digest in known.items()}
    lines: dict[str, tuple[SectionResult, ...]] = defaultdict(tuple)
    outside: list[str] = []
    for result in run.results:
        same = {known[result.section] for known in hashes.values() if result.section in known}
        slug = (
            result.section if result.text_sha256 in same else by_hash.get(result.text_sha256, result.section)
        )
        if slug in slugs:
            lines[slug] += (result,)
        else:
            outside.append(result.section)
    return dict(lines), tuple(outside)


def _edition(
    run: Run,
    lines: Mapping[str, tuple[SectionResult, ...]],
    hashes: Mapping[Edition, Mapping[str, str]],
    forced: str | None,
) -> Edition:
    if not lines:
        raise InputError(f"{run.path}: none of its sections is in the gold set; give another --gold")
    fitting = []
    for edition in _EDITIONS:
        known = hashes[edition]
        wrong = [slug for slug, rs in lines.items() if any(r.text_sha256 != known.get(slug) for r in rs)]
        if forced in (None, edition) and not wrong:
            fitting.append(edition)
        elif forced == edition:
            raise InputError(f"{run.path}: the text of {wrong[0]} is not that of the {edition} edition")
    if fitting:
        return fitting[0]
    neither = [
        slug
        for slug, rs in lines.items()
        if any(r.text_sha256 not in {known.get(slug) for known in hashes.values()} for r in rs)
    ]
    if neither:
        raise InputError(
            f"{run.path}: the text of {neither[0]} is of no edition of the gold set "
            f"({len(neither)} sections so); extract from the gold folder, or the labelled article"
        )
    raise InputError(f"{run.path}: its sections are of different editions; score one edition at a time")


def _own_bodies(gold: GoldSet) -> dict[str, str]:
    """Return the restated texts; a set that was made from frames has none."""
    return {section.slug: section.text.body for section in gold.sections if section.text.body}


def _bodies(
    source: Path | None, gold: GoldSet, run: Run, lines: Mapping[str, tuple[SectionResult, ...]]
) -> dict[str, str]:
    """Return the publisher's texts, from a copy of the article or from what the run folder keeps of it."""
    if source is not None:
        return {section.slug: section.body for section in read_report(source, gold.month).sections}
    kept = {slug: run.texts.get(results[0].text_sha256) for slug, results in lines.items()}
    return {slug: body for slug, body in kept.items() if body is not None}


def _case(
    section: GoldSection, results: tuple[SectionResult, ...], edition: Edition, gold: GoldSet, prefix: str
) -> Case:
    answered = [predicted_records(r) for r in results if r.status is not SectionStatus.FAILED]
    predicted = Records(
        tuple(metric for records in answered for metric in records.metrics),
        tuple(driver for records in answered for driver in records.drivers),
    )
    statuses = {str(r.status) for r in results} or {MISSING}
    return Case(
        slug=prefix + section.slug,
        gold=gold_records(section.labels, edition, section.extras),
        predicted=predicted,
        split=section.split,
        group=section.text.group,
        cluster=section.text.commodity or section.slug,
        status=SectionStatus.FAILED if SectionStatus.FAILED in statuses else min(statuses),
        steps=_steps(section, gold.month),
        report=gold.report,
        gold_sha256=section.fingerprint,
    )


def _steps(section: GoldSection, month: str) -> dict[str, Decimal]:
    """Return the size of one unit of the last printed digit of each gold figure, from the set's text."""
    figures = annotate(section.text, month).figures
    steps = {}
    for number, metric in enumerate(section.labels.metrics, start=1):
        place = metric.figure.of(section.base) if metric.figure else None
        for figure in figures:
            if place and figure.start < place[1] and place[0] < figure.end:
                steps[f"m{number}"] = figure.step
                break
    return steps

"""Checking a file of an edition, at the home that published it or anywhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from lianxin.engines.documents import Carried, Document, FigureUse, fingerprint, read, read_receipts
from lianxin.engines.figures import Result, World, compute, digests, refold_all
from lianxin.lib.dates import parse_period
from lianxin.reports.models import Edition
from lianxin.reports.queries.answers import figures, opened, tables_in
from lianxin.reports.queries.asking import known_figures
from lianxin.reports.queries.editions import document_of
from lianxin.reports.rules import ReportRefused
from lianxin.reports.rules.sealing import vouching
from lianxin.reports.rules.verdict import Finding, Verdict, by_hand, compared
from lianxin.reports.rules.wording import Asked, Language, printed
from lianxin.trust.queries.book import book


def verify_file(path: Path) -> Verdict:
    """Raises DocumentError for a file that is none of ours, ReportRefused (cannot_recompute), LakeDamaged."""
    carried = read(path)
    edition = Edition.objects.filter(pk=carried.edition.id).first()
    if edition is None or edition.is_open or edition.snapshot != carried.edition.snapshot:
        return _elsewhere(path, carried)
    return _at_home(carried, edition)


def _at_home(carried: Carried, edition: Edition) -> Verdict:
    """Against what is kept, and against the records of the pinned snapshot."""
    kept = _kept(edition)
    document = kept.get(carried.fingerprint)
    findings = list(by_hand(carried))
    if document is None:
        findings.append(Finding("not_as_published"))
    findings += _recomputed(carried, document)
    return _verdict(carried, "snapshot", findings, withdrawn=edition.status == Edition.Status.WITHDRAWN)


def _kept(edition: Edition) -> dict[str, Document]:
    """All that was ever published of it, by fingerprint: also as it was before it was withdrawn."""
    found = []
    for public in (False, True):
        if (edition.public_document if public else edition.document) is None:
            continue
        found.append(document_of(edition, public=public))
        if edition.status == Edition.Status.WITHDRAWN:
            before = Edition.objects.get(pk=edition.pk)
            before.status = Edition.Status.PUBLISHED
            found.append(document_of(before, public=public))
    return {fingerprint(document): document for document in found}


def _recomputed(carried: Carried, document: Document | None) -> Iterator[Finding]:
    known = known_figures()
    # on an open page, too small to be shown: neither value nor rows are told
    hidden = {use.id for use in document.figures if use.value is None and not use.rows} if document else set()
    batches: dict[tuple[str, tuple[tuple[str, str], ...], str], list[FigureUse]] = {}
    for use in carried.figures:
        if use.key not in known:
            yield Finding("unknown_to_program", {"key": use.key}, use.id, use.key)
        elif use.id not in hidden:
            batches.setdefault((use.period, tuple(use.where.items()), use.by or ""), []).append(use)
    with opened(carried.edition.snapshot) as lake:
        engine = tables_in(lake)
        for (period, where, by), uses in batches.items():
            span = parse_period(period)
            world = World(engine, span.first, span.last)
            chosen = [known[key] for key in dict.fromkeys(use.key for use in uses)]
            values = compute(world, chosen, dict(where), by or None)
            sums = digests(world, chosen, dict(where))
            texts = _texts(uses, carried.edition.snapshot)
            for use in uses:
                found = values[use.key]
                if document and len(use.groups) < len(found.groups):
                    found = _without_hidden_groups(use, found, document)
                yield from compared(use, found, sums[use.key], texts.get(use.id))


def _without_hidden_groups(use: FigureUse, found: Result, document: Document) -> Result:
    """Groups that the published document does not tell of are not asked for."""
    published = next((one for one in document.figures if one.id == use.id), None)
    if published is None or not use.by:
        return found
    told = {str(group[use.by]) for group in published.groups}
    return replace(found, groups=tuple(group for group in found.groups if group.key in told))


def _texts(uses: list[FigureUse], snapshot: str) -> Mapping[str, str]:
    """How each is printed in running text, worked out anew."""
    first = uses[0]
    said = figures(
        keys=[use.key for use in uses],
        period=first.period,
        where=first.where,
        snapshot=snapshot,
    )
    by_key = {one["key"]: one for one in said["figures"]}
    language: Language = "zh" if first.name == known_figures()[first.key].zh else "en"
    return {
        use.id: printed(
            use.style if use.style not in ("table", "chart") else "value",
            Asked(by_key[use.key]["value"], use.unit, by_key[use.key]["previous"], by_key[use.key]["change"]),
            language,
        )
        for use in uses
    }


def _elsewhere(path: Path, carried: Carried) -> Verdict:
    """From the rows in the file; the seal says whose they are."""
    if carried.form != "json":
        raise ReportRefused("cannot_recompute", edition=carried.edition.id)
    findings = [*by_hand(carried), *_seal(carried)]
    uses: dict[str, list[FigureUse]] = {}
    for use in carried.figures:
        uses.setdefault(use.receipt, []).append(use)
    own = {use.id: use.receipt for use in carried.figures}
    known, seen = known_figures(), set()
    for figure, table in read_receipts(path):
        sharing = [use for use in uses.get(own.get(figure, ""), []) if use.key in known]
        seen.add(own.get(figure, ""))
        asked = [(known[use.key], use.by) for use in sharing]
        results, digest = refold_all(asked, table.columns, table.rows)
        for use, found in zip(sharing, results, strict=True):
            findings += compared(use, found, digest)
    if not seen:
        raise ReportRefused("cannot_recompute", edition=carried.edition.id)
    for use in carried.figures:
        if use.key not in known:
            findings.append(Finding("unknown_to_program", {"key": use.key}, use.id, use.key))
        elif use.receipt not in seen:
            findings.append(Finding("receipt_missing", {}, use.id, use.key))
    return _verdict(carried, "receipts", findings)


def _seal(carried: Carried) -> Iterator[Finding]:
    if not carried.edition.seal:
        yield Finding("seal_missing")
    elif vouching(carried.edition, carried.fingerprint) is None:
        yield Finding("seal_forged")


def _verdict(carried: Carried, by: str, findings: list[Finding], *, withdrawn: bool = False) -> Verdict:
    seal = vouching(carried.edition, carried.fingerprint)
    return Verdict(
        form=carried.form,
        edition=carried.edition.id,
        title=carried.edition.title,
        by="snapshot" if by == "snapshot" else "receipts",
        snapshot=carried.edition.snapshot,
        figures=len(carried.figures),
        sealed_by=seal.origin if seal else "",
        findings=tuple(findings),
        withdrawn=withdrawn,
    )


def own_origin() -> str:
    """Whom this home's seals name."""
    return book().verifier.partition("+")[0]

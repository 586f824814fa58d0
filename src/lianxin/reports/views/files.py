"""Editions as files: taken out, and looked at again when they come back."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.core import ledger
from lianxin.core.ledger import Purpose
from lianxin.core.messages import Coded, message
from lianxin.reports.access import get_edition_for
from lianxin.reports.actions import FORMS, export_edition
from lianxin.reports.forms import LARGEST_FILE, FileForm
from lianxin.reports.models import Edition
from lianxin.reports.queries import verify_file
from lianxin.reports.queries.inserting import figure_name
from lianxin.reports.rules.verdict import Finding
from lianxin.reports.views.guards import actor_of, answered, reading

#: More rows than these take minutes to write: they are for `lianxin report export`.
MOST_ROWS = 300_000
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def receipt_rows(edition: Edition) -> int:
    """How many rows a file with all receipts holds: figures with the same rows have them once."""
    return sum(dict(edition.figures.values_list("receipt", "rows")).values())


@require_GET
@reading
@answered
def download(request: HttpRequest, edition_no: str, form: str) -> HttpResponseBase:
    actor = actor_of(request)
    edition = get_edition_for(actor, edition_no)
    if form not in FORMS:
        raise Http404
    if edition.is_open:
        return redirect("reports:edition", edition_no)
    ledger.state_purpose(Purpose("report", ref=edition_no))
    file = cast(IO[bytes], tempfile.TemporaryFile())  # noqa: SIM115  the answer closes it
    try:
        export_edition(
            edition_no=edition_no,
            form=form,
            target=file,  # type: ignore[arg-type]
            receipts=receipt_rows(edition) <= MOST_ROWS,
            actor=actor,
        )
    except BaseException:
        file.close()
        raise
    file.seek(0)
    name = f"{edition.title or edition.pk} {edition.pk}.{form}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=_TYPES[form])


@require_http_methods(["GET", "HEAD", "POST"])
@reading
def verify(request: HttpRequest) -> HttpResponse:
    """What a file says of itself against the records of its snapshot."""
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        context["name"] = upload.name
        try:
            with _kept(upload) as path:
                verdict = verify_file(path)
        except Exception as error:
            if not isinstance(error, Coded):
                raise
            context["refused"] = message(error.code, error.params)
        else:
            context |= {
                "verdict": verdict,
                "findings": [_finding(one) for one in verdict.findings],
                "known": Edition.objects.filter(pk=verdict.edition).exists(),
            }
    status = 400 if form.errors or "refused" in context else 200
    context["largest"] = LARGEST_FILE // 1_000_000
    return render(request, "reports/verify.html", context, status=status)


def _finding(one: Finding) -> tuple[Finding, str, str]:
    """What it is about, and what is wrong, in words."""
    return one, figure_name(one.key) if one.key else "", message(one.code, one.params)


@contextmanager
def _kept(upload: Any) -> Iterator[Path]:
    """`upload`, an UploadedFile, on disk under a name of ours, for as long as it is looked at."""
    folder = Path(tempfile.mkdtemp(prefix="lianxin-verify-"))
    try:
        path = folder / f"file{Path(upload.name or '').suffix.lower()[:6]}"
        with path.open("wb") as target:
            for chunk in upload.chunks():
                target.write(chunk)
        yield path
    finally:
        shutil.rmtree(folder, ignore_errors=True)

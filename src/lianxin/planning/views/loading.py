"""A season's data as a workbook: handed out filled, checked, and let in through the house's own import."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.core import ledger, uploads
from lianxin.core.ledger import Purpose
from lianxin.core.messages import message
from lianxin.core.uploads import Upload
from lianxin.planning import access
from lianxin.planning.actions.handing_out import write_season
from lianxin.planning.actions.loading import GROUP, KINDS
from lianxin.planning.forms import LoadForm
from lianxin.planning.models import Season
from lianxin.planning.views.page import open_to, page, season_of
from lianxin.records import queries as records
from lianxin.records.access import get_batch_for
from lianxin.records.actions import import_paths
from lianxin.records.rules import Refused

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UPLOADS = "season_uploads"


@require_GET
@open_to(access.may_read)
def hand_out(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """xlsx: one workbook; csv: three files in a zip."""
    season = season_of(request, pk)
    if form not in ("xlsx", "csv"):
        raise Http404
    user: Any = request.user
    ledger.state_purpose(Purpose("export"))
    with tempfile.TemporaryDirectory(prefix="lianxin-") as folder:
        paths = write_season(season=season, folder=Path(folder), form=form, actor=user)
        if form == "xlsx":
            return _attached(paths[0].read_bytes(), paths[0].name, _XLSX)
        return _attached(_zipped(paths), f"{season.name}.zip", "application/zip")


def _zipped(paths: list[Path]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in paths:
            packed.write(path, path.name)
    return target.getvalue()


def _attached(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@require_http_methods(["GET", "POST"])
@open_to(access.may_plan)
def load(request: HttpRequest, pk: int) -> HttpResponse:
    """The file is kept aside and checked; nothing is written."""
    season = season_of(request, pk)
    form = LoadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = uploads.keep([form.cleaned_data["upload"]], {})
        try:
            upload.write("check", _imported(request, upload, dry_run=True))
        except Refused as refused:
            uploads.discard(upload)
            form.add_error(None, message(refused.code, refused.params))
        else:
            request.session[_UPLOADS] = [*request.session.get(_UPLOADS, [])[-9:], upload.token]
            return redirect("planning:loading", pk, upload.token)
    answer = page(request, "planning/load.html", {"form": form}, season, "settings")
    answer.status_code = 400 if form.errors else 200
    return answer


def _imported(request: HttpRequest, upload: Upload, *, dry_run: bool) -> dict[str, Any]:
    """Only a season's tables, whatever else the file holds."""
    user: Any = request.user
    return import_paths(paths=upload.files, actor=user, kind=GROUP, dry_run=dry_run, keep_problems=True)


@require_http_methods(["GET", "POST"])
@open_to(access.may_plan)
def loading(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """GET shows what the check found; POST lets the good rows in, or (`drop`) nothing."""
    season = season_of(request, pk)
    upload = uploads.open_upload(token) if token in request.session.get(_UPLOADS, []) else None
    if upload is None:
        messages.warning(
            request, _("These files are no longer here: they were imported, or an hour has passed.")
        )
        return redirect("planning:load", pk)
    if request.method == "GET":
        found = upload.read("check") or {"files": [], "unknown": []}
        return _shown(request, season, found, {"token": token})
    document = {} if "drop" in request.POST else _imported(request, upload, dry_run=False)
    uploads.discard(upload)
    if not document.get("batch"):
        messages.info(request, _("Nothing was imported; the uploaded files are deleted."))
        return redirect("planning:settings", pk)
    messages.success(request, _("Imported as batch %(batch)s.") % document)
    return redirect("planning:loaded", pk, document["batch"])


@require_GET
@open_to(access.may_plan)
def loaded(request: HttpRequest, pk: int, batch_no: str) -> HttpResponse:
    """What became of an import."""
    season = season_of(request, pk)
    user: Any = request.user
    batch = get_batch_for(user, batch_no)
    files = [one for one in batch.files.all() if one.kind.startswith(GROUP)]
    document = {"files": [records.file_json(one) | {"pk": one.pk} for one in files], "unknown": batch.unknown}
    return _shown(request, season, document, {"batch": batch})


def _shown(
    request: HttpRequest, season: Season, document: dict[str, Any], more: dict[str, Any]
) -> HttpResponse:
    titles = {kind.name: kind.title for kind in KINDS}
    files = [one | {"title": titles.get(one["kind"], one["kind"])} for one in document["files"]]
    context = {
        "files": files,
        "unknown": document["unknown"],
        "rejected": sum(one["rejected"] for one in files),
        "good": sum(one["new"] + one["updated"] for one in files),
    }
    return page(request, "planning/loading.html", context | more, season, "settings")


@require_GET
@open_to(access.may_plan)
def load_problems(request: HttpRequest, pk: int, batch_no: str, file: int) -> HttpResponse:
    """The refused rows, to be mended and handed in again."""
    season_of(request, pk)
    user: Any = request.user
    found = get_object_or_404(get_batch_for(user, batch_no).files.filter(kind__startswith=GROUP), pk=file)
    content = records.problem_workbook(found)
    if content is None:
        raise Http404
    return _attached(content, found.problem_file, _XLSX)

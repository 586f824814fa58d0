"""Templates and exports of the record sheets."""

import tempfile
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from lianxin.console import access
from lianxin.console.views.guards import allowed, answered
from lianxin.core import ledger
from lianxin.core.ledger import Purpose
from lianxin.core.sheets import sheets
from lianxin.records.actions import export_sheets, write_templates

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_GET
@allowed(access.may_import)
@answered
def download_template(request: HttpRequest, name: str) -> HttpResponse:
    _known(name)
    with tempfile.TemporaryDirectory(prefix="lianxin-") as folder:
        (path,) = write_templates(names=[name], folder=Path(folder))
        return _attached(path)


@require_GET
@allowed(access.may_import)
@answered
def download_export(request: HttpRequest, name: str, form: str) -> HttpResponse:
    _known(name)
    if form not in _TYPES:
        raise Http404
    if not access.may_see_rows(request.user, [name]):
        raise PermissionDenied
    ledger.state_purpose(Purpose("export"))
    with tempfile.TemporaryDirectory(prefix="lianxin-") as folder:
        (path,) = export_sheets(names=[name], folder=Path(folder), format=form)
        return _attached(path)


def _known(name: str) -> None:
    if name not in {sheet.name for sheet in sheets()}:
        raise Http404


def _attached(path: Path) -> HttpResponse:
    response = HttpResponse(path.read_bytes(), content_type=_TYPES[path.suffix[1:]])
    response.headers["Content-Disposition"] = content_disposition_header(True, path.name) or "attachment"
    return response

"""Imports: first a check that writes nothing, then for good; a batch can be undone."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.accounts.models import User
from lianxin.console import access, actions, queries
from lianxin.console.forms import UploadForm
from lianxin.console.rules import Pages
from lianxin.console.views.guards import allowed, answered
from lianxin.core.messages import message
from lianxin.records import queries as records
from lianxin.records.access import batches_visible_to, get_batch_for
from lianxin.records.actions import roll_back as undo
from lianxin.records.rules import Refused

BATCHES = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UPLOADS = "uploads"


@require_http_methods(["GET", "POST"])
@allowed(access.may_import)
def imports(request: HttpRequest) -> HttpResponse:
    """The upload form and what was imported; POST keeps the files and starts their check."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid() and (token := _begin(request, form)):
        return redirect("console:check", token)
    actions.sweep()
    batches = batches_visible_to(_user(request))
    pages = Pages.of(request.GET.get("page", ""), batches.count(), BATCHES)
    context = {
        "form": form,
        "batches": [queries.batch_summary(b) for b in batches[pages.offset : pages.offset + BATCHES]],
        "pages": pages,
        "sheets": queries.sheets_of(_user(request)),
    }
    return render(request, "console/imports.html", context, status=400 if form.errors else 200)


def _begin(request: HttpRequest, form: UploadForm) -> str:
    """The upload's token; "" if the import was refused, with the reason in the form."""
    options = {name: value for name, value in form.cleaned_data.items() if name != "upload"}
    if options["exported_at"]:
        options["exported_at"] = options["exported_at"].replace(tzinfo=None).isoformat()
    upload = actions.keep(form.cleaned_data["upload"], options)
    try:
        actions.start(upload, actor=_user(request), dry_run=True)
    except Refused as refused:
        actions.discard(upload)
        form.add_error(None, message(refused.code, refused.params))
        return ""
    request.session[_UPLOADS] = [*request.session.get(_UPLOADS, [])[-9:], upload.token]
    return upload.token


@require_GET
@allowed(access.may_import)
@answered
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Where an upload is: being checked, checked, being imported; once imported its batch."""
    upload = _own(request, token)
    if upload is None:
        return _elsewhere(request, "console:imports", gone=True)
    running = actions.progress(upload, "import")
    step = "import" if running else "check"
    found = running or actions.progress(upload, step)
    if found is None or found.state in ("queued", "running"):
        return _waiting(request, token, step, found)
    if "refused" in found.document or not found.document:
        actions.discard(upload)
        messages.error(request, found.document.get("refused") or _("Stopped; nothing was imported."))
        return _elsewhere(request, "console:imports")
    if running:
        return _imported(request, upload, found.document)
    if _is_htmx(request):
        return _elsewhere(request, "console:check", token)
    files = [queries.named(file) for file in found.document["files"]]
    context = {
        "token": token,
        "result": found.document | {"files": files},
        "totals": queries.totals(files),
        "ignored": queries.ignored(files),
        "options": upload.read("options"),
    }
    return render(request, "console/check.html", context)


def _waiting(request: HttpRequest, token: str, step: str, found: actions.Progress | None) -> HttpResponse:
    name = "console/_waiting.html" if _is_htmx(request) else "console/waiting.html"
    context = {"token": token, "step": step, "job": found.job if found else None}
    return render(request, name, context)


def _imported(request: HttpRequest, upload: actions.Upload, document: dict[str, Any]) -> HttpResponse:
    actions.discard(upload)
    if not document["batch"]:
        messages.error(request, _("Nothing could be imported."))
        return _elsewhere(request, "console:imports")
    if document.get("stopped"):
        messages.warning(request, _("Stopped; what had been imported until then stays in this batch."))
    else:
        messages.success(request, _("Imported as batch %(batch)s.") % document)
    return _elsewhere(request, "console:batch", document["batch"])


@require_POST
@allowed(access.may_import)
@answered
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    upload = _own(request, token)
    if upload is None:
        return _elsewhere(request, "console:imports", gone=True)
    actions.start(upload, actor=_user(request), dry_run=False)
    return redirect("console:check", token)


@require_POST
@allowed(access.may_import)
@answered
def stop(request: HttpRequest, token: str) -> HttpResponse:
    if upload := _own(request, token):
        actions.stop(upload)
    return redirect("console:check", token)


@require_POST
@allowed(access.may_import)
@answered
def discard(request: HttpRequest, token: str) -> HttpResponse:
    if upload := _own(request, token):
        actions.stop(upload)
        actions.discard(upload)
    messages.info(request, _("Nothing was imported; the uploaded files are deleted."))
    return redirect("console:imports")


@require_GET
@allowed(access.may_import)
@answered
def batch(request: HttpRequest, batch_no: str) -> HttpResponse:
    return render(request, "console/batch.html", _batch(request, batch_no))


@require_http_methods(["GET", "POST"])
@allowed(access.may_import)
@answered
def roll_back(request: HttpRequest, batch_no: str) -> HttpResponse:
    """GET asks, with what will happen; POST does it."""
    context = _batch(request, batch_no)
    if request.method == "GET":
        return render(request, "console/roll_back.html", context)
    try:
        done = undo(batch_no=batch_no, actor=_user(request))
    except Refused as refused:
        messages.error(request, message(refused.code, refused.params))
        return redirect("console:batch", batch_no)
    words = _("Rolled back: %(removed)s rows removed, %(restored)s restored.")
    messages.success(request, words % {"removed": done.removed, "restored": done.restored})
    if done.kept:
        words = ngettext(
            "%(count)s row was changed since and stays as it is.",
            "%(count)s rows were changed since and stay as they are.",
            len(done.kept),
        )
        messages.warning(request, words % {"count": len(done.kept)})
    return redirect("console:batch", batch_no)


@require_GET
@allowed(access.may_import)
@answered
def problem_workbook(request: HttpRequest, batch_no: str, pk: int) -> HttpResponse:
    file = get_object_or_404(get_batch_for(_user(request), batch_no).files, pk=pk)
    content = records.problem_workbook(file)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, file.problem_file) or ""
    return response


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _own(request: HttpRequest, token: str) -> actions.Upload | None:
    """An upload of this session whose hour is not over."""
    return actions.open_upload(token) if token in request.session.get(_UPLOADS, []) else None


def _is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _elsewhere(request: HttpRequest, name: str, *args: str, gone: bool = False) -> HttpResponse:
    """A redirect of the whole page, also when only a part of it was asked for."""
    if gone:
        words = _("These files are no longer here: they were imported, or an hour has passed.")
        messages.warning(request, words)
    if _is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": reverse(name, args=args)})
    return redirect(name, *args)


def _batch(request: HttpRequest, batch_no: str) -> dict[str, object]:
    found = get_batch_for(_user(request), batch_no)
    files = queries.batch_files(found)
    return {
        "batch": found,
        "files": files,
        "totals": queries.totals(files),
        "ignored": queries.ignored(files),
    }

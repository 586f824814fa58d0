"""The office's inbox of requests, with clocks."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.core import ledger
from lianxin.trust import access
from lianxin.trust.actions import answer_request, open_request
from lianxin.trust.forms import AnswerForm, PaperRequestForm
from lianxin.trust.models import Request
from lianxin.trust.queries import exporting, looking, requests, words
from lianxin.trust.queries.matters import current_value, open_matters, possible_rows
from lianxin.trust.views.guards import actor_of, allowed
from lianxin.trust.views.shown import page
from lianxin.web.trying import tried

PER_PAGE = 50


@require_GET
@allowed(access.may_read_requests)
def inbox(request: HttpRequest) -> HttpResponse:
    rows = requests.inbox(access.requests_visible_to(request.user))
    part = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    asked = requests.with_clocks(part.object_list)
    ledger.seen([f"member:{one.request.member_no}" for one in asked], "requests")
    context = {"asked": asked, "page": part, "may_keep": access.may_keep(request.user)}
    return page(request, "trust/requests.html", context)


@require_GET
@allowed(access.may_read_requests)
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, access.get_request_for(request.user, pk))


def _page(request: HttpRequest, found: Request, form: AnswerForm | None = None) -> HttpResponse:
    (asked,) = requests.with_clocks(Request.objects.filter(pk=found.pk))
    look = looking.entry_of(found.member_no, found.entry) if found.entry else None
    context = {
        "asked": asked,
        "one": found,
        "look": words(look) if look else None,
        "amber": bool(look and look.amber),
        "current": current_value(found, request.user),
        "matters": open_matters(found.member_no) if found.kind == "delete" else [],
        "possible": possible_rows(found.member_no) if found.kind in ("see", "copy", "correct") else [],
        "form": form or AnswerForm(kind=found.kind),
        "may_answer": access.may_keep(request.user) and found.state == Request.State.OPEN,
        "may_export": access.may_keep(request.user) and found.kind in ("see", "copy"),
    }
    return page(request, "trust/request.html", context, status=400 if form else 200)


@require_POST
@allowed(access.may_keep)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_request_for(request.user, pk)
    form = AnswerForm(request.POST, kind=found.kind)
    if not form.is_valid():
        return _page(request, found, form)
    given = form.cleaned_data
    tried(
        request,
        lambda: answer_request(
            request=found,
            outcome=given["outcome"],
            text=given["text"],
            actor=actor_of(request),
        ),
        _("Answered."),
    )
    return redirect("trust:request", pk=pk)


@require_http_methods(["GET", "POST"])
@allowed(access.may_keep)
def new_request(request: HttpRequest) -> HttpResponse:
    form = PaperRequestForm(request.POST or None)
    if form.is_valid() and tried(
        request,
        lambda: open_request(**form.cleaned_data, actor=actor_of(request)),
        _("The request is recorded."),
    ):
        return redirect("trust:requests")
    return page(request, "trust/new_request.html", {"form": form}, status=400 if form.errors else 200)


@require_POST
@allowed(access.may_keep)
def export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everything about a person who asked for it: the file goes to the person, on paper or a stick."""
    found = access.get_request_for(request.user, pk)
    if found.kind not in ("see", "copy"):
        raise Http404
    content = exporting.export_of(found.member_no, actor_of(request))
    messages.success(request, _("The file was made; give it to the person and to nobody else."))
    headers = {"Content-Disposition": f'attachment; filename="{found}.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)

"""Asking the office to correct, to delete, to stop a use."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianxin.core.messages import message
from lianxin.portal import queries
from lianxin.portal.forms import CorrectForm, DeleteForm, ObjectForm
from lianxin.portal.views.guards import own_rights
from lianxin.trust.actions import open_request
from lianxin.trust.rules import GOALS, Declined


@require_http_methods(["GET", "POST"])
@own_rights
def correct(request: HttpRequest, sheet: str, pk: int, column: str) -> HttpResponse:
    """One cell of one row about me."""
    row = queries.row(request.user, sheet, pk)
    fact = next((one for one in row.all if one.column == column), None)
    if fact is None:
        raise Http404
    where = {"sheet": sheet, "record": pk, "column": column}
    context = {"row": row, "fact": fact}
    return _asked(request, "correct", CorrectForm(request.POST or None), context, where)


@require_http_methods(["GET", "POST"])
@own_rights
def delete(request: HttpRequest) -> HttpResponse:
    return _asked(request, "delete", DeleteForm(request.POST or None), {}, {})


@require_http_methods(["GET", "POST"])
@own_rights
def object_to(request: HttpRequest) -> HttpResponse:
    return _asked(request, "object", ObjectForm(request.POST or None), {}, {})


def _asked(
    request: HttpRequest, kind: str, form: forms.Form, context: dict[str, Any], where: dict[str, Any]
) -> HttpResponse:
    user: Any = request.user
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("text", "wanted") if name in form.cleaned_data}
        try:
            asked = open_request(member_no=user.member_no, kind=kind, actor=user, **where, **said)
        except Declined as error:
            form.add_error(None, message(error.code, error.params))
        else:
            messages.success(request, _("Your request is with the office."))
            return redirect("portal:request", asked.pk)
    status = 422 if form.errors else 200
    context = {"tab": "requests", "form": form, "days": GOALS[kind], **context}
    return render(request, f"portal/{kind}.html", context, status=status)

"""Studios set up by who keeps them: words, hours, photos, closures, terms, groups."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.spaces import access, actions, queries
from lianxin.spaces.forms import GroupForm, HoursForm, NoteForm, PhotoForm, TermsForm
from lianxin.spaces.queries import known
from lianxin.spaces.rules import NotBooked
from lianxin.spaces.views import shown, words
from lianxin.spaces.views.page import open_to, page
from lianxin.spaces.views.studios import get_studio

#: Closures of so many days ahead are listed.
_AHEAD = timedelta(days=366)


@require_GET
@open_to(access.may_see_calendar, members=True)
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.photo(pk)
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer


@require_POST
@open_to(access.may_keep)
def describe(request: HttpRequest, studio_no: str) -> HttpResponse:
    """Words, hours by weekday, or a photo: whichever form was sent."""
    get_studio(studio_no)
    user: Any = request.user
    try:
        if "about" in request.POST:
            _note(request, studio_no, user)
        elif "weekday_0" in request.POST:
            _hours(request, studio_no, user)
        else:
            _photo(request, studio_no, user)
    except NotBooked as error:
        messages.error(request, " ".join(words.reasons(error)))
    return redirect("spaces:studio", studio_no)


def _note(request: HttpRequest, studio_no: str, user: Any) -> None:
    form = NoteForm(request.POST)
    if form.is_valid():
        actions.describe(studio_no=studio_no, actor=user, **form.cleaned_data)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Seats are a whole number."))


def _hours(request: HttpRequest, studio_no: str, user: Any) -> None:
    form = HoursForm(request.POST)
    form.is_valid()
    actions.set_hours(studio_no=studio_no, weekdays=form.weekdays, actor=user)
    messages.success(request, _("Saved. Bookings stay as they are."))


def _photo(request: HttpRequest, studio_no: str, user: Any) -> None:
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a picture first."))
        return
    said = form.cleaned_data
    actions.add_photo(
        content=said["picture"].read(), actor=user, studio_no=studio_no, caption=said["caption"]
    )
    messages.success(request, _("The photo has been added."))


@require_POST
@open_to(access.may_keep)
def remove_photo(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    found = queries.photo(pk)
    if found is None:
        raise Http404
    actions.remove_photo(photo=pk, actor=user)
    messages.success(request, _("The photo has been removed."))
    return redirect("spaces:studio", found.studio_id) if found.studio_id else redirect("spaces:studios")


@require_http_methods(["GET", "POST"])
@open_to(access.may_keep)
def terms(request: HttpRequest) -> HttpResponse:
    """On what terms studios are lent: the narrowest that fit hold."""
    user: Any = request.user
    numbers = [one["studio_no"] for one in known.studios()]
    where = {name: request.GET.get(name, "") for name in ("base", "studio_no", "kind")}
    first = where | shown.terms_now(**where)
    form = TermsForm(request.POST or None, initial=first, bases=queries.bases(), studios=numbers)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_terms(actor=user, **form.cleaned_data)
            messages.success(request, _("Saved. Bookings made before keep their terms."))
            return redirect("spaces:terms")
        except NotBooked as error:
            form.add_error(None, words.reasons(error))
    context = {
        "form": form,
        "rows": queries.terms_set(),
        "groups": queries.groups(),
        "group_form": GroupForm(studios=numbers),
    }
    return page(request, "spaces/terms.html", context, "studios")


@require_POST
@open_to(access.may_keep)
def drop_terms(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    actions.drop_terms(terms=pk, actor=user)
    messages.success(request, _("Taken back; the wider terms hold again."))
    return redirect("spaces:terms")


@require_POST
@open_to(access.may_keep)
def save_group(request: HttpRequest) -> HttpResponse:
    """Studios that are booked together; none of them dissolves the group."""
    user: Any = request.user
    form = GroupForm(request.POST, studios=[one["studio_no"] for one in known.studios()])
    if form.is_valid():
        actions.set_group(name=form.cleaned_data["name"], studios=form.cleaned_data["studios"], actor=user)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("A group needs a name."))
    return redirect("spaces:terms")

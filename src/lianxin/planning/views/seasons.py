"""Seasons, and what is known of one: rules, creators' terms, supply, floors."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.core.messages import message
from lianxin.market.models import Product
from lianxin.people.models import Member
from lianxin.planning import access, actions
from lianxin.planning.forms import FloorForm, SeasonForm, SupplyForm, TermsForm
from lianxin.planning.models import Floor, Season, Supply, Version
from lianxin.planning.queries import names
from lianxin.planning.rules import NotPlanned
from lianxin.planning.views.page import open_to, page, season_of
from lianxin.web.trying import tried


@require_GET
@open_to(access.may_read)
def seasons(request: HttpRequest) -> HttpResponse:
    found = list(access.seasons_visible_to(request.user))
    counts = {season.pk: Version.objects.filter(season=season).count() for season in found}
    rows = [{"season": season, "versions": counts[season.pk]} for season in found]
    return page(request, "planning/seasons.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@open_to(access.may_plan)
def new(request: HttpRequest) -> HttpResponse:
    form = SeasonForm(request.POST or None, initial=_usual())
    if request.method == "POST" and form.is_valid() and (made := _saved(request, form, None)):
        return redirect("planning:settings", made.pk)
    status = 400 if form.errors else 200
    answer = page(request, "planning/new.html", {"form": form})
    answer.status_code = status
    return answer


def _usual() -> dict[str, Any]:
    season = Season()
    return {"fatigue": season.fatigue}


def _saved(request: HttpRequest, form: Any, season: Season | None) -> Season | None:
    """The season, or None with what is wrong said in the form."""
    user: Any = request.user
    try:
        found = actions.save_season(actor=user, season=season, **form.cleaned_data)
    except NotPlanned as error:
        form.add_error(None, message(error.code, error.params))
        return None
    messages.success(request, _("Saved."))
    return found


@require_http_methods(["GET", "POST"])
@open_to(access.may_read)
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Rules, terms, supply and floors on one page; each is saved by itself."""
    season = season_of(request, pk)
    form = SeasonForm(request.POST or None, instance=season)
    if request.method == "POST":
        if not access.may_plan(request.user):
            raise PermissionDenied
        if form.is_valid() and _saved(request, form, Season.objects.get(pk=pk)):
            return redirect("planning:settings", pk)
    context = {"form": form, **_known(request, season)}
    answer = page(request, "planning/settings.html", context, season, "settings")
    answer.status_code = 400 if form.errors else 200
    return answer


def _known(request: HttpRequest, season: Season) -> dict[str, Any]:
    terms = access.terms_of(request.user, season)
    supplies = list(Supply.objects.filter(season=season))
    members = names.of_members(request.user, [row.member_no for row in terms])
    products = names.of_products([row.product_no for row in supplies])
    return {
        "terms": [{"row": row, "name": members.get(row.member_no, row.member_no)} for row in terms],
        "supplies": [
            {"row": row, "name": products.get(row.product_no, row.product_no), "units": _units(row)}
            for row in supplies
        ],
        "floors": list(Floor.objects.filter(season=season)),
        "terms_form": TermsForm(),
        "supply_form": SupplyForm(),
        "floor_form": FloorForm(),
        "known_growers": names.growers(),
    }


def _units(row: Supply) -> str:
    return " · ".join(f"{float(one):g}" for one in row.units)


@require_http_methods(["GET", "POST"])
@open_to(access.may_plan)
def terms(request: HttpRequest, pk: int) -> HttpResponse:
    """Of one creator: typed, or changed where `?creator=` names one."""
    season = season_of(request, pk)
    user: Any = request.user
    found = [row for row in access.terms_of(user, season) if row.member_no == request.GET.get("creator")]
    form = TermsForm(request.POST or None, instance=found[0] if found else None)
    save = partial(actions.save_terms, season=season, actor=user)
    if _kept(request, form, Member.objects.visible_to(user), _("There is no member with this number"), save):
        return redirect("planning:settings", pk)
    return _form_page(request, form, season, _("Terms of a creator"))


@require_http_methods(["GET", "POST"])
@open_to(access.may_plan)
def supply(request: HttpRequest, pk: int) -> HttpResponse:
    """Of one product: typed, or changed where `?product=` names one."""
    season = season_of(request, pk)
    user: Any = request.user
    found = Supply.objects.filter(season=season, product_no=request.GET.get("product", "")).first()
    form = SupplyForm(request.POST or None, instance=found)
    known = Product.objects.visible_to(user)
    save = partial(actions.save_supply, season=season, actor=user)
    if _kept(request, form, known, _("There is no product with this number"), save):
        return redirect("planning:settings", pk)
    rows = known.order_by("product_no").values_list("product_no", "name")
    return _form_page(request, form, season, _("Supply of a product"), known_products=list(rows))


def _kept(request: HttpRequest, form: Any, known: Any, missing: str, save: Callable[..., Any]) -> bool:
    """Whether a row was typed right and is saved: its first field is the number of one of those known."""
    if request.method != "POST" or not form.is_valid():
        return False
    key = next(iter(form.cleaned_data))
    number = form.cleaned_data[key].split(" ")[0]
    if not known.filter(**{key: number}).exists():
        form.add_error(key, missing)
        return False
    return tried(request, lambda: save(**form.cleaned_data | {key: number}), _("Saved."))


def _form_page(request: HttpRequest, form: Any, season: Season, title: str, **more: Any) -> HttpResponse:
    answer = page(request, "planning/form.html", {"form": form, "title": title} | more, season, "settings")
    answer.status_code = 400 if form.errors else 200
    return answer


@require_POST
@open_to(access.may_plan)
def floor(request: HttpRequest, pk: int) -> HttpResponse:
    season = season_of(request, pk)
    user: Any = request.user
    form = FloorForm(request.POST)
    if form.is_valid() and form.cleaned_data["grower"] not in names.growers():
        messages.error(request, _("No product has this grower; choose one from the list."))
    elif form.is_valid():
        said = form.cleaned_data
        tried(
            request,
            lambda: actions.save_floor(season=season, grower=said["grower"], floor=said["floor"], actor=user),
            _("Saved."),
        )
    else:
        messages.error(request, _("Give a grower and a floor in yuan."))
    return redirect("planning:settings", pk)


@require_POST
@open_to(access.may_plan)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """A creator's terms or a product's supply."""
    season = season_of(request, pk)
    user: Any = request.user
    creator, product = request.POST.get("creator", ""), request.POST.get("product", "")
    if creator:
        actions.remove_terms(season=season, member_no=creator, actor=user)
    if product:
        actions.remove_supply(season=season, product_no=product, actor=user)
    messages.success(request, _("Removed."))
    return redirect("planning:settings", pk)

"""One member: what stands on record, line by line."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from lianxin.core import ledger
from lianxin.core.ledger import Purpose
from lianxin.core.slices import masked
from lianxin.people import access, queries
from lianxin.people.forms import ReasonForm
from lianxin.people.models import Member
from lianxin.people.views import reasons, shown
from lianxin.people.views.charts import followers_chart
from lianxin.people.views.guards import allowed
from lianxin.records.queries.history import history

_OWN_TABS = ("", "history")


@require_GET
@allowed(access.may_see_directory)
def profile(request: HttpRequest, member_no: str) -> HttpResponse:
    member = _member(request, member_no)
    if member.member_no != member_no:
        return redirect("people:profile", member.member_no)
    return _answer(request, member, ReasonForm())


@require_POST
@allowed(access.may_see_directory)
def give_reason(request: HttpRequest, member_no: str) -> HttpResponse:
    member = _member(request, member_no)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _answer(request, member, form)
    reasons.keep(request, f"member:{member.member_no}", form.cleaned_data["reason"])
    return redirect(_address(member, request.POST.get("tab", "")))


@require_POST
@allowed(access.may_see_directory)
def unmask(request: HttpRequest, member_no: str) -> HttpResponse:
    """The page with the phone in full, once."""
    member = _member(request, member_no)
    if not access.opens_details(_actor(request), member):
        raise Http404
    purpose = reasons.stated(request, f"member:{member.member_no}")
    if purpose is None:
        return _ask(request, member, ReasonForm())
    ledger.seen([f"member:{member.member_no}"], "members.phone")
    return _page(request, member, purpose, phone=member.phone)


def _member(request: HttpRequest, member_no: str) -> Member:
    """Also under the number of a record that was merged into another."""
    try:
        return access.get_member_for(_actor(request), member_no)
    except Http404:
        return access.get_member_for(_actor(request), queries.current_number(member_no))


def _answer(request: HttpRequest, member: Member, form: ReasonForm) -> HttpResponse:
    if not access.opens_details(_actor(request), member):
        return render(request, "people/name_only.html", {"member": member})
    purpose = reasons.stated(request, f"member:{member.member_no}")
    return _page(request, member, purpose) if purpose else _ask(request, member, form)


def _ask(request: HttpRequest, member: Member, form: ReasonForm) -> HttpResponse:
    address = reverse("people:give_reason", args=[member.member_no])
    title = f"{member.name} {member.stage_name}".strip()
    context = {"form": form, "address": address, "title": title, "tab": request.GET.get("tab", "")}
    return render(request, "people/reason.html", context)


def _page(request: HttpRequest, member: Member, purpose: Purpose, phone: str = "") -> HttpResponse:
    actor = _actor(request)
    asked = request.GET.get("tab", "")
    tab = queries.tab_called(asked)
    if tab is None and asked not in _OWN_TABS:
        raise Http404
    context: dict[str, Any] = {
        "member": member,
        "purpose": purpose,
        "phone": phone or masked("phone", member.phone),
        "shown_in_full": bool(phone),
        "officers": queries.officers(actor, [member.member_no]).get(member.member_no, []),
        "tabs": _tabs(request, member),
        "tab": asked,
    }
    if tab:
        context["parts"] = [shown.part(part) for part in queries.parts_of_member(actor, tab, member)]
    elif asked == "history":
        context["changes"] = shown.changes(history(actor, member)[:50])
    else:
        context |= _overview(request, member)
    return render(request, "people/profile.html", context)


def _overview(request: HttpRequest, member: Member) -> dict[str, Any]:
    held = queries.accounts(_actor(request), member)
    return {
        "accounts": held,
        "chart": followers_chart(queries.total_by_day(held)),
        "memberships": queries.memberships(member),
    }


def _tabs(request: HttpRequest, member: Member) -> list[shown.Shown]:
    counts = queries.counts_of_member(_actor(request), member)
    return [{"tab": tab, "count": counts[tab.slug]} for tab in queries.tabs()]


def _address(member: Member, tab: str) -> str:
    address = reverse("people:profile", args=[member.member_no])
    return f"{address}?tab={tab}" if queries.tab_called(tab) or tab in ("history",) else address


def _actor(request: HttpRequest) -> Any:
    return request.user

"""The left navigation: the programme's own order, then numbers and registers. Only what exists is in it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lianxin.accounts.access import may_manage
from lianxin.console import access
from lianxin.console.rules import GROUPS, MEMBERS, N_, SALES, Line
from lianxin.people.access import may_see_directory
from lianxin.planning.access import may_read as may_read_plans
from lianxin.reports.access import may_read, may_write
from lianxin.trust.access import may_read_requests, may_see_own_entries


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Each group: sign, name, entries of href, name, icon, current."""
    user = getattr(request, "user", None)
    if not access.may_see_figures(user):
        return {"navigation": [_accounts(request)] if may_manage(user) else []}
    groups = [
        {"sign": group.sign, "name": group.name, "entries": [_line(request, line) for line in group.lines]}
        for group in GROUPS
    ]
    figures = _entry(request, reverse("console:home"), N_("Figures"), "chart-bar", below="/figures/")
    registers = [_line(request, MEMBERS)]
    if may_see_directory(user):
        registers.insert(0, _entry(request, reverse("people:members"), N_("Directory"), "users-group"))
    if access.may_see_figures(user):
        registers.append(_entry(request, reverse("console:records_index"), N_("Record sheets"), "table"))
    if access.may_import(user):
        registers.append(_entry(request, reverse("console:imports"), N_("Imports"), "file-import"))
    if may_manage(user):
        registers.extend(_accounts(request)["entries"])
    if may_read_requests(user):
        registers.append(
            _entry(request, reverse("trust:requests"), N_("Trust"), "shield-lock", below="/trust/")
        )
    elif may_see_own_entries(user):
        registers.append(_entry(request, reverse("trust:own_entries"), N_("My entries"), "eye"))
    numbers = [figures, _line(request, SALES)]
    if may_read(user):
        numbers.insert(1, _entry(request, reverse("reports:editions"), N_("Reports"), "file-text"))
    if may_write(user):
        numbers.append(_entry(request, reverse("public:screens"), N_("Big screens"), "device-desktop"))
    if may_read_plans(user):
        numbers.append(_entry(request, reverse("planning:seasons"), N_("Season planner"), "calendar"))
    groups.append({"sign": "数", "name": N_("Numbers"), "entries": numbers})
    groups.append({"sign": "册", "name": N_("Registers"), "entries": registers})
    return {"navigation": groups}


def _accounts(request: HttpRequest) -> dict[str, Any]:
    """All that administrators see: they run the machine and look at no business data."""
    users = _entry(request, reverse("accounts:users"), N_("Users"), "id-badge-2")
    return {"sign": "册", "name": N_("Registers"), "entries": [users]}


#: Lines with pages of their own; the others begin with their figures.
_PAGES = {"studios": "spaces:calendar"}


def _line(request: HttpRequest, line: Line) -> dict[str, Any]:
    page = _PAGES.get(line.slug)
    href = reverse(page) if page else reverse("console:line", args=[line.slug])
    return _entry(request, href, line.name, line.icon)


def _entry(request: HttpRequest, href: str, name: str, icon: str, below: str = "") -> dict[str, Any]:
    """`below`: pages that count as part of the entry, besides those under its own address."""
    below = below or (href if href != "/" else "")
    current = request.path == href or bool(below and request.path.startswith(below))
    return {"href": href, "name": name, "icon": icon, "current": current}

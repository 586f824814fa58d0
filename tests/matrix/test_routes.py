"""Every route of the real resolver, by every role, with every object and method: what the table says."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from matrix.canaries import unseen, untold
from matrix.routes import OUTSIDE, ROUTES, Case, Route
from matrix.world import ANONYMOUS, ROLES, STAFF, Answer, World, plain

pytestmark = pytest.mark.django_db
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Names with their name spaces; an address without a name under its pattern."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name or entry.pattern}"
        else:
            yield from names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)


def test_every_route_is_in_the_table_and_the_other_way_round() -> None:
    found = set(names(get_resolver()))
    assert not found - set(ROUTES), "routes that nobody has said who may open"
    assert not set(ROUTES) - found, "lines of the table without a route"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ROUTES)
def test_route(name: str, role: str, world: World) -> None:
    if name not in set(names(get_resolver())):
        pytest.fail("no such route")
    route = ROUTES[name]
    faults: list[str] = []
    missing: dict[str, Answer] = {}
    for case, method in cells(route, role, world):
        path = reverse(name, kwargs=case.kwargs) + (f"?{case.query}" if case.query else "")
        said = route.data if case.data is None else case.data
        answer = world.ask(role, method, path, said if method not in ("GET", "HEAD") else None)
        told = _fault(route, case, role, method, answer, missing)
        told = told or untold(answer, world, role, path) or unseen(answer, role, name, path)
        if told:
            faults.append(f"{role} {method} {path} [{case.variant}]: {told} {answer.error[-700:]}")
    assert not faults, "\n".join(faults[:12]) + f"\n{len(faults)} faults"


def cells(route: Route, role: str, world: World) -> Iterator[tuple[Case, str]]:
    """Missing objects first: what they answer is what strangers' objects must answer."""
    cases = list(route.cases(world, role)) if route.cases else [Case()]
    for case in sorted(cases, key=lambda c: c.variant != "missing"):
        if role in route.who or case.thorough:
            yield from ((case, method) for method in (METHODS if case.thorough else route.methods.split()))


def _fault(
    route: Route, case: Case, role: str, method: str, answer: Answer, missing: dict[str, Answer]
) -> str:
    """What is wrong with an answer; "" for nothing."""
    status = answer.status
    if status >= 500:
        return f"answered {status}"
    if role == ANONYMOUS and role not in route.who:
        return "" if to_login(answer) or status in (404, 405) else f"{status} to a stranger"
    refused = _refused(route, case, role, method)
    if method not in route.methods.split():
        return "" if status in {405, *refused} else f"{status} to a method that it does not know"
    if case.variant == "missing":
        missing.setdefault(method, answer)
    if refused:
        if status not in refused:
            return f"{status} instead of {refused}"
        known = missing.get(method)
        if refused == {404} and known and _bare(known) != _bare(answer):
            return "a stranger's object does not answer as a missing one"
        return ""
    done = {200, 303, 302, *route.also} | ({400, 409, 422} if method != "GET" else set())
    good = status in done and (route.leaves or not to_login(answer))
    return "" if good else f"{status} to somebody who may"


def _refused(route: Route, case: Case, role: str, method: str) -> set[int]:
    """How somebody who may not is turned away; nothing for somebody who may."""
    if role not in route.who:
        return {route.outside or route.denied if role in OUTSIDE else route.denied}
    if role not in case.open_to:
        return {404}
    may = role in case.changed_by and (method == "GET" or role in case.posted_by)
    return set() if may else {403}


def _bare(answer: Answer) -> tuple[int, bytes]:
    return answer.status, re.sub(rb"[\w.~%/:-]*/[\w.~%/?=&:-]*", b"", plain(answer, "\0"))


def to_login(answer: Answer) -> bool:
    return answer.status == 302 and urlsplit(answer.location).path == reverse(settings.LOGIN_URL)


@pytest.mark.parametrize("name", ROUTES)
def test_no_change_without_the_form_s_token(name: str, world: World) -> None:
    route = ROUTES[name]
    for role in ROLES:
        for case in _few(route, world, role):
            for method in {"POST", "PUT", "PATCH", "DELETE"} & set(route.methods.split()):
                answer = world.ask(role, method, reverse(name, kwargs=case.kwargs), route.data, csrf=True)
                assert answer.status == 403, (role, method, answer.status)


@pytest.mark.parametrize("name", ROUTES)
def test_staff_need_their_second_factor(name: str, world: World) -> None:
    route = ROUTES[name]
    for role in STAFF:
        for case in _few(route, world, role):
            method = route.methods.split()[0]
            path = reverse(name, kwargs=case.kwargs)
            answer = world.ask(role, method, path, route.data, verified=False)
            asked = answer.status == 302 and answer.location == reverse("accounts:factor")
            assert asked != route.early or answer.status == 200, (role, answer.status, answer.location)


def _few(route: Route, world: World, role: str) -> list[Case]:
    return list(route.cases(world, role))[:2] if route.cases else [Case()]


def test_the_matrix_is_large(world: World) -> None:
    """A table that had lost its objects would pass everything above."""
    assert sum(len(list(cells(route, role, world))) for route in ROUTES.values() for role in ROLES) > 15_000

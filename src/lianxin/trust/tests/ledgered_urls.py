"""Pages for test_ledgered.py."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import include, path

from lianxin.core import ledger

SECRET = "13800000000"


def one(request: HttpRequest) -> HttpResponse:
    ledger.seen(["member:M0001"], "members")
    return HttpResponse(SECRET)


def many(request: HttpRequest) -> HttpResponse:
    for number in range(50):
        ledger.seen([f"member:M{number:04d}"], "members")
        ledger.seen([f"member:M{number:04d}"], "accounts")
    return HttpResponse(SECRET)


def nobody(request: HttpRequest) -> HttpResponse:
    return HttpResponse("figures")


def stream(request: HttpRequest) -> StreamingHttpResponse:
    """Collected before, written when the first byte is asked for."""
    ledger.seen(["member:M0001"], "members")

    def rows() -> Iterator[bytes]:
        entries = ledger.store().about("member:M0001")  # type: ignore[attr-defined]
        yield f"{SECRET} after {len(entries)}".encode()

    return StreamingHttpResponse(rows())


def forgetful(request: HttpRequest) -> StreamingHttpResponse:
    """Sees somebody only while it streams."""

    def rows() -> Iterator[bytes]:
        ledger.seen(["member:M0001"], "members")
        yield SECRET.encode()

    return StreamingHttpResponse(rows())


def act(request: HttpRequest) -> HttpResponse:
    with ledger.act("change", ["member:M0001"], kind="members"):
        request.user.display_name = "changed"
        request.user.save()
    return HttpResponse(SECRET)


def fails(request: HttpRequest) -> HttpResponse:
    ledger.seen(["member:M0001"], "members")
    raise ZeroDivisionError


pages = [path(f"{view.__name__}/", view, name=view.__name__) for view in (one, many, nobody, stream)]
more = [path(f"{view.__name__}/", view, name=view.__name__) for view in (forgetful, act, fails)]
urlpatterns = [
    path("trust/", include((pages + more, "trust_tests"))),
    path("", include("lianxin.config.urls")),
]

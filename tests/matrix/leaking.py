"""The site with three faults in it: that the tests find these says that they would find others."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from lianxin.config.urls import urlpatterns as _real
from lianxin.people.models import Member


def untold(request: HttpRequest) -> HttpResponse:
    """Reads past the scope: nobody is told."""
    return HttpResponse(" ".join(row.name for row in Member.unscoped.all()))


def unscoped(request: HttpRequest) -> HttpResponse:
    """Reads in nobody's name."""
    return HttpResponse(" ".join(row.name for row in Member.objects.all()))


def unseen(request: HttpRequest) -> HttpResponse:
    """Reads in somebody else's name, and tells."""
    from lianxin.accounts.models import User

    office = User.objects.get(username="u-office")
    return HttpResponse(" ".join(row.phone for row in Member.objects.visible_to(office)))


urlpatterns = [
    path("leak/untold", untold, name="untold"),
    path("leak/unscoped", unscoped, name="unscoped"),
    path("leak/unseen", unseen, name="unseen"),
    *_real,
]

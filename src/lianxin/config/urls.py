"""The whole site map, one line per app."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("web/", include("lianxin.web.urls")),
    path("account/", include("lianxin.accounts.urls")),
    path("my/", include("lianxin.portal.urls")),
    path("public/", include("lianxin.public.urls")),
    path("trust/", include("lianxin.trust.urls")),
    path("spaces/", include("lianxin.spaces.urls")),
    path("planning/", include("lianxin.planning.urls")),
    path("people/", include("lianxin.people.urls")),
    path("reports/", include("lianxin.reports.urls")),
    path("", include("lianxin.console.urls")),
]
if settings.OIDC_SERVER:
    urlpatterns.insert(0, path("account/", include("allauth.socialaccount.providers.openid_connect.urls")))

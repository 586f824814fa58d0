"""Consents on paper, notices, and contacts for partners."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.core.messages import message
from lianxin.trust import access
from lianxin.trust.actions import give_consent, publish_notice, withdraw_consent
from lianxin.trust.actions.handing import hand_over_contacts
from lianxin.trust.forms import HandOverForm, NoticeForm, PaperConsentForm
from lianxin.trust.models import Notice, Use
from lianxin.trust.queries import consenting, current_notice, partners
from lianxin.trust.rules import Declined
from lianxin.trust.views.guards import actor_of, allowed
from lianxin.trust.views.shown import page
from lianxin.web.trying import tried


@require_GET
@allowed(access.may_read_requests)
def consents(request: HttpRequest) -> HttpResponse:
    return _consents(request, PaperConsentForm())


def _consents(request: HttpRequest, form: PaperConsentForm) -> HttpResponse:
    uses = [
        {"use": use, "notice": current_notice(use.value), "given": consenting(use.value).count()}
        for use in Use
    ]
    context = {"uses": uses, "form": form, "may_keep": access.may_keep(request.user)}
    return page(request, "trust/consents.html", context, status=400 if form.errors else 200)


@require_POST
@allowed(access.may_keep)
def record_consent(request: HttpRequest) -> HttpResponse:
    """Given or withdrawn on paper: which, says the button."""
    form = PaperConsentForm(request.POST)
    if not form.is_valid():
        return _consents(request, form)
    act = withdraw_consent if "withdraw" in request.POST else give_consent
    tried(request, lambda: act(**form.cleaned_data, actor=actor_of(request)), _("Recorded."))
    return redirect("trust:consents")


@require_http_methods(["GET", "POST"])
@allowed(access.may_read_requests)
def notices(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and not access.may_keep(request.user):
        raise PermissionDenied
    form = NoticeForm(request.POST or None)
    if form.is_valid():
        done = tried(
            request,
            lambda: publish_notice(**form.cleaned_data, actor=actor_of(request)),
            _("The notice is published."),
        )
        if done:
            return redirect("trust:notices")
    standing = Count("consents", filter=Q(consents__withdrawal=None))
    rows = Notice.objects.annotate(standing=standing).select_related("published_by")
    context = {"rows": rows, "form": form, "may_keep": access.may_keep(request.user)}
    return page(request, "trust/notices.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@allowed(access.may_keep)
def hand_over(request: HttpRequest) -> HttpResponseBase:
    form = HandOverForm(request.POST or None, units=partners.units())
    if form.is_valid():
        try:
            text = hand_over_contacts(unit=form.cleaned_data["unit"], actor=actor_of(request))
        except Declined as declined:
            messages.error(request, message(declined.code, declined.params))
        else:
            headers = {"Content-Disposition": 'attachment; filename="contacts.csv"'}
            return HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8", headers=headers)
    context = {"form": form, "agreeing": partners.agreeing()}
    return page(request, "trust/hand_over.html", context, status=400 if form.errors else 200)

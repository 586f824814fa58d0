"""What I consent to. A switch works at once, without script."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.core.messages import message
from lianxin.portal.views.guards import own_rights
from lianxin.trust.actions import give_consent, withdraw_consent
from lianxin.trust.models import Use
from lianxin.trust.queries import consents_of
from lianxin.trust.rules import Declined


@require_GET
@own_rights
def consents(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    context = {"tab": "consents", "standings": consents_of(user.member_no)}
    return render(request, "portal/consents.html", context)


@require_POST
@own_rights
def decide(request: HttpRequest, purpose: str) -> HttpResponse:
    user: Any = request.user
    if purpose not in Use.values:
        raise Http404
    name = Use(purpose).label
    try:
        if request.POST.get("consent") == "give":
            give_consent(member_no=user.member_no, purpose=purpose, actor=user)
            messages.success(request, _("You consent from now on: %(purpose)s") % {"purpose": name})
        else:
            withdraw_consent(member_no=user.member_no, purpose=purpose, actor=user)
            messages.success(request, _("Withdrawn as of now: %(purpose)s") % {"purpose": name})
    except Declined as error:
        messages.error(request, message(error.code, error.params))
    return redirect("portal:consents")

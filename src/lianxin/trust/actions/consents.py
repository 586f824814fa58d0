"""Giving and withdrawing consent, and the notices it is given to. Both take effect with the commit."""

from datetime import date

from django.db import transaction

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.trust.access import is_self, may_act_for, may_keep
from lianxin.trust.models import Consent, How, Notice, Use, Withdrawal
from lianxin.trust.queries.consents import current_notice, live
from lianxin.trust.queries.numbers import member_exists
from lianxin.trust.rules import Declined


def give_consent(*, member_no: str, purpose: str, actor: User, paper_no: str = "") -> Consent:
    """To the notice that is valid today; giving twice is giving once.

    Raises Declined: not_the_person, paper_missing, no_notice, no_member.
    """
    how = how_for(actor, member_no, paper_no)
    if not member_exists(member_no):
        raise Declined("no_member", member=member_no)
    notice = current_notice(Use(purpose).value)
    if notice is None:
        raise Declined("no_notice")
    with ledger.act("consent", [f"member:{member_no}"], kind=f"consents.{purpose}", who=actor.who):
        Notice.objects.select_for_update().get(pk=notice.pk)  # two clicks at once give one consent
        found: Consent | None = live(purpose).filter(member_no=member_no).first()
        paper = paper_no.strip()
        return found or Consent.objects.create(
            member_no=member_no, notice=notice, given_by=actor, how=how, paper_no=paper
        )


def withdraw_consent(*, member_no: str, purpose: str, actor: User, paper_no: str = "") -> int:
    """Every consent to the purpose, whatever its version. Returns how many; withdrawing needs no reason.

    Raises Declined: not_the_person, paper_missing.
    """
    how = how_for(actor, member_no, paper_no)
    with ledger.act("consent", [f"member:{member_no}"], kind=f"consents.{purpose}", who=actor.who):
        return end_consents(member_no, actor, how, paper_no, purpose=Use(purpose).value)


def end_consents(member_no: str, actor: User | None, how: str, paper_no: str = "", purpose: str = "") -> int:
    """Inside the transaction and event of what ends them. All purposes when none is named."""
    standing = Consent.objects.filter(member_no=member_no, withdrawal=None)
    if purpose:
        standing = standing.filter(notice__purpose=purpose)
    found = list(standing)
    for consent in found:
        Withdrawal.objects.create(consent=consent, withdrawn_by=actor, how=how, paper_no=paper_no.strip())
    return len(found)


@transaction.atomic
def publish_notice(*, purpose: str, zh: str, en: str, valid_from: date, actor: User) -> Notice:
    """A new version; from that day on everybody is asked again.

    Raises Declined: not_the_person, notice_empty.
    """
    if not may_keep(actor):
        raise Declined("not_the_person")
    if not zh.strip():
        raise Declined("notice_empty")
    versions = Notice.objects.select_for_update().filter(purpose=Use(purpose).value)
    newest = versions.order_by("-version").first()
    return Notice.objects.create(
        purpose=purpose,
        version=newest.version + 1 if newest else 1,
        zh=zh.strip(),
        en=en.strip(),
        valid_from=valid_from,
        published_by=actor,
    )


def how_for(actor: User, member_no: str, paper_no: str) -> str:
    """How the actor speaks for the person. Raises Declined."""
    if not may_act_for(actor, member_no):
        raise Declined("not_the_person")
    if is_self(actor, member_no):
        return How.SELF.value
    if not paper_no.strip():
        raise Declined("paper_missing")
    return How.PAPER.value

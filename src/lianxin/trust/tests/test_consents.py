"""Consent: given by the person or on paper, counted at once, gone at once."""

import datetime as dt

import pytest

from lianxin.accounts.models import User
from lianxin.engines.ledger import Ledger
from lianxin.trust.actions import give_consent, publish_notice, withdraw_consent
from lianxin.trust.models import Consent, Use, Withdrawal, Written
from lianxin.trust.queries import consenting, consents_of, has_consent
from lianxin.trust.rules import Declined

USE = Use.PUBLIC_DIRECTORY.value


@pytest.fixture(autouse=True)
def _ready(book: Ledger, district: object) -> None:
    pass


def test_given_and_withdrawn(m1: User, book: Ledger) -> None:
    assert not has_consent("M1", USE)
    first = give_consent(member_no="M1", purpose=USE, actor=m1)
    assert give_consent(member_no="M1", purpose=USE, actor=m1) == first
    assert list(consenting(USE)) == ["M1"]
    assert not has_consent("M1", Use.PUBLISH_NAME.value)
    assert withdraw_consent(member_no="M1", purpose=USE, actor=m1) == 1
    assert not consenting(USE).exists()
    assert withdraw_consent(member_no="M1", purpose=USE, actor=m1) == 0
    verbs = [entry.payload["verb"] for entry in book.about("member:M1") if entry.payload]
    assert set(verbs) == {"consent"}


def test_a_new_notice_asks_again(m1: User, office: User, looking: None) -> None:
    give_consent(member_no="M1", purpose=USE, actor=m1)
    later = dt.date(2100, 1, 1)
    publish_notice(purpose=USE, zh="明天的告知书", en="", valid_from=later, actor=office)
    assert has_consent("M1", USE)
    publish_notice(purpose=USE, zh="今天的告知书", en="", valid_from=dt.date(2020, 1, 1), actor=office)
    assert not has_consent("M1", USE)
    standing = next(one for one in consents_of("M1") if one.purpose == USE)
    assert standing.asks_again
    assert standing.notice is not None
    assert standing.notice.version == 3
    give_consent(member_no="M1", purpose=USE, actor=m1)
    assert has_consent("M1", USE)
    assert withdraw_consent(member_no="M1", purpose=USE, actor=m1) == 2


@pytest.mark.parametrize(
    ("who", "paper", "code"),
    [
        ("m2", "", "not_the_person"),
        ("m2", "P-1", "not_the_person"),
        ("auditor", "P-1", "not_the_person"),
        ("liaison_officer", "P-1", "not_the_person"),
        ("office", "", "paper_missing"),
        ("office", " ", "paper_missing"),
    ],
)
def test_nobody_consents_for_somebody_else(who: str, paper: str, code: str, user: object, m2: User) -> None:
    actor = m2 if who == "m2" else user(who)  # type: ignore[operator]
    for act in (give_consent, withdraw_consent):
        with pytest.raises(Declined) as caught:
            act(member_no="M1", purpose=USE, actor=actor, paper_no=paper)
        assert caught.value.code == code
    assert not Consent.objects.exists()


def test_on_paper(office: User) -> None:
    consent = give_consent(member_no="M1", purpose=USE, actor=office, paper_no="同意书-2026-001")
    assert (consent.how, consent.paper_no, consent.given_by) == ("paper", "同意书-2026-001", office)
    assert has_consent("M1", USE)


def test_there_is_no_such_member_or_purpose(office: User) -> None:
    with pytest.raises(Declined) as caught:
        give_consent(member_no="M9", purpose=USE, actor=office, paper_no="1")
    assert caught.value.code == "no_member"
    with pytest.raises(ValueError, match="anything"):
        consenting("anything")


def test_what_was_written_stays(m1: User) -> None:
    consent = give_consent(member_no="M1", purpose=USE, actor=m1)
    withdraw_consent(member_no="M1", purpose=USE, actor=m1)
    for change in (
        consent.save,
        consent.delete,
        Consent.objects.all().delete,
        lambda: Consent.objects.update(member_no="M2"),
        lambda: Withdrawal.objects.all().delete(),
    ):
        with pytest.raises(Written):
            change()

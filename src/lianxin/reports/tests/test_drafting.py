"""Drafts: begun, changed, checked by a second person; and that the database keeps what was published."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.reports import access, actions
from lianxin.reports.models import Edition, EditionFigure
from lianxin.reports.rules import ReportRefused, refusal_of_checker, refusal_of_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def li() -> User:
    return User.objects.create(username="li", role="office")


@pytest.fixture
def wang() -> User:
    return User.objects.create(username="wang", role="office")


def refused(code: str, call: Any, **arguments: Any) -> None:
    with pytest.raises(ReportRefused) as caught:
        call(**arguments)
    assert caught.value.code == code


def test_a_draft_is_checked_by_a_second_person(li: User, wang: User) -> None:
    edition = actions.start_draft(period="2021", actor=li)
    assert edition.title == "2021年网络人士服务工作报告"
    refused("checker_is_author", actions.check_edition, edition_no=edition.pk, actor=li)
    refused("checker_unnamed", actions.check_edition, edition_no=edition.pk, actor=None)
    checked = actions.check_edition(edition_no=edition.pk, seen=1, actor=wang)
    assert (checked.status, checked.checked_by) == ("checked", wang)


def test_a_change_asks_for_another_check(li: User, wang: User) -> None:
    edition = actions.start_draft(period="2021", actor=li)
    actions.check_edition(edition_no=edition.pk, actor=wang)
    same = actions.save_draft(edition_no=edition.pk, values={"period": "2021"}, actor=wang)
    assert same.status == "checked"
    changed = actions.save_draft(edition_no=edition.pk, values={"text": "一"}, seen=1, actor=wang)
    assert (changed.status, changed.checked_by, changed.version) == ("draft", None, 2)
    refused("checker_is_author", actions.check_edition, edition_no=edition.pk, actor=wang)
    refused(
        "edition_changed", actions.save_draft, edition_no=edition.pk, values={"text": ""}, seen=1, actor=li
    )


def test_numbers_follow_each_other(li: User) -> None:
    first, second = (actions.start_draft(period="2021Q3", template="quarterly", actor=li) for _ in range(2))
    assert (first.pk[-4:], second.pk[-4:]) == ("-001", "-002")
    actions.discard_draft(edition_no=first.pk, actor=li)
    assert list(Edition.objects.values_list("pk", flat=True)) == [second.pk]


@pytest.mark.parametrize("role", [role for role in User.Role.values if role != "office"])
def test_only_the_office_writes(role: str, li: User) -> None:
    edition = actions.start_draft(period="2021", actor=li)
    actor = User.objects.create(username="x", role=role)
    refused("may_not_write", actions.start_draft, period="2021", actor=actor)
    refused("may_not_write", actions.check_edition, edition_no=edition.pk, actor=actor)
    if role == "auditor":
        assert access.get_edition_for(actor, edition.pk) == edition
    else:
        with pytest.raises(Http404):
            access.get_edition_for(actor, edition.pk)


@pytest.mark.parametrize(
    ("author", "checker", "untouched", "code"),
    [
        (None, None, True, ""),
        (None, 1, True, ""),
        (None, 1, False, ""),
        (None, None, False, "checker_unnamed"),
        (1, None, True, "checker_unnamed"),
        (1, None, False, "checker_unnamed"),
        (1, 1, True, "checker_is_author"),
        (1, 1, False, "checker_is_author"),
        (1, 2, True, ""),
        (1, 2, False, ""),
    ],
)
def test_who_may_check(author: int | None, checker: int | None, untouched: bool, code: str) -> None:
    assert refusal_of_checker(author, checker, untouched=untouched) == code


def test_every_step_from_every_state() -> None:
    allowed = {
        (step, status)
        for step in ("save", "discard", "check", "publish", "withdraw")
        for status in Edition.Status.values
        if not refusal_of_step(step, status)
    }
    assert allowed == {
        ("save", "draft"),
        ("save", "checked"),
        ("discard", "draft"),
        ("discard", "checked"),
        ("check", "draft"),
        ("publish", "checked"),
        ("withdraw", "published"),
    }


def published(li: User, wang: User) -> Edition:
    edition = actions.start_draft(period="2021", actor=li)
    EditionFigure.objects.create(edition=edition, place=1, use="f1", key="k", rows=1, value=1, receipt="0")
    Edition.objects.filter(pk=edition.pk).update(
        status="published",
        checked_by=wang,
        checked_at=timezone.now(),
        published_by=wang,
        published_at=timezone.now(),
        snapshot="1",
        document={},
    )
    edition.refresh_from_db()
    return edition


def test_the_database_refuses_changes_of_what_was_published(li: User, wang: User) -> None:
    edition = published(li, wang)
    mine = Edition.objects.filter(pk=edition.pk)
    figure = EditionFigure.objects.filter(edition=edition)
    row = {"edition": edition, "place": 2, "use": "f2", "key": "k", "rows": 1, "receipt": "0"}
    withdrawal = {"status": "withdrawn", "withdrawn_at": timezone.now()}
    for change in (
        lambda: mine.update(text="x"),
        lambda: mine.update(status="draft"),
        lambda: mine.update(document={"a": 1}),
        lambda: mine.update(**withdrawal),  # no reason
        lambda: mine.update(**withdrawal, withdrawal_reason="错", title="x"),
        mine.delete,
        lambda: figure.update(value=2),
        figure.delete,
        lambda: EditionFigure.objects.create(**row),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    mine.update(**withdrawal, withdrawal_reason="订单导入有误")
    with pytest.raises(DatabaseError), transaction.atomic():
        mine.update(withdrawal_reason="x")


def test_the_database_refuses_what_nobody_else_has_checked(li: User) -> None:
    edition = actions.start_draft(period="2021", actor=li)
    for values in (
        {"status": "checked"},
        {"status": "checked", "checked_by": li, "checked_at": timezone.now()},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(**values)


@pytest.mark.django_db(transaction=True)
def test_a_test_database_can_be_emptied_of_what_was_published(li: User, wang: User) -> None:
    assert published(li, wang).status == "published"


@pytest.mark.django_db(transaction=True)
def test_and_is_then_guarded_again(li: User, wang: User) -> None:
    assert not Edition.objects.exists()
    edition = published(li, wang)
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).delete()

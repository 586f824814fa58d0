"""Fields as migrations see them."""

import pytest
from django.core.management import call_command
from django.db import models

from lianxin.core.fields import Reference
from lianxin.people.models import Member
from lianxin.spaces.models import Booking


@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_a_reference_is_a_foreign_key_to_the_column_that_names_a_row() -> None:
    field = Booking._meta.get_field("member")
    assert isinstance(field, Reference)
    _, path, args, said = field.deconstruct()
    assert (path, args) == ("django.db.models.ForeignKey", [])
    assert said == {
        "to": "people.member",
        "verbose_name": "成员编号",
        "on_delete": models.PROTECT,
        "to_field": "member_no",
        "db_column": "member_no",
        "related_name": "+",
    }
    assert field.clone().deconstruct()[1:] == field.deconstruct()[1:]


def test_an_optional_reference_may_be_left_empty() -> None:
    field = Member._meta.get_field("organisation")
    assert (field.null, field.blank, field.db_column) == (True, True, "organisation")

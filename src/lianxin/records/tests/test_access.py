"""Which role may see and do what with imports."""

from pathlib import Path

import pytest
from django.http import Http404

from lianxin.accounts.models import User
from lianxin.records import access
from lianxin.records.actions import import_paths
from lianxin.records.tests.factories import write_csv


@pytest.mark.django_db
@pytest.mark.parametrize("role", User.Role)
def test_batches_are_for_the_office_and_the_auditor(folder: Path, role: User.Role) -> None:
    office = User.objects.create(username="office", role=User.Role.OFFICE)
    path = write_csv(folder / "单位.csv", [["单位名称", "单位类别"], ["甲", "协会"]])
    batch_no = import_paths(paths=[path], actor=office)["batch"]
    reader = User.objects.create(username="reader", role=role)
    assert access.can_import(reader) == (role == User.Role.OFFICE)
    if role in (User.Role.OFFICE, User.Role.AUDITOR):
        assert access.get_batch_for(reader, batch_no).actor == office
    else:
        assert not access.batches_visible_to(reader).exists()
        with pytest.raises(Http404):
            access.get_batch_for(reader, batch_no)

"""Start-up is refused while a personal field or a record says too little about itself."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.test.utils import isolate_apps

from lianxin.core import checks
from lianxin.core.fields import CATEGORIES, PersonalField
from lianxin.core.scope import Rule, ScopedManager
from lianxin.people.models import Member


def test_all_is_said() -> None:
    assert checks.personal_data() == []
    checks.refuse_to_start()


def test_django_asks_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Member._meta.get_field("phone"), "category", "")
    assert "lianxin.E001" in [found.id for found in run_checks()]


def test_every_category_is_in_use() -> None:
    held = {f.category for m in apps.get_models() for f in m._meta.fields if isinstance(f, PersonalField)}
    assert held == set(CATEGORIES)


@pytest.fixture
def strange() -> Iterator[type[models.Model]]:
    """A record that says nothing about itself."""
    with isolate_apps("lianxin.people"):

        class Strange(models.Model):
            phone = PersonalField()
            member = models.ForeignKey(Member, models.PROTECT)
            objects = ScopedManager()

            class Meta:
                app_label = "people"

        yield Strange


def test_what_says_too_little_is_refused(
    strange: type[models.Model], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [e.id for e in checks.uncategorised([strange])] == ["lianxin.E001"]
    assert [e.id for e in checks.unruled([strange])] == ["lianxin.E002"]
    monkeypatch.setattr(checks.apps, "get_models", lambda: [strange])
    with pytest.raises(ImproperlyConfigured, match=r"E001.*E002"):
        checks.refuse_to_start()


@pytest.mark.parametrize("path", ["person", "member__nobody", "phone__deeper"])
def test_a_path_that_leads_nowhere(path: str, strange: type[models.Model]) -> None:
    assert [e.id for e in checks.astray([Rule(strange, about=(path,))])] == ["lianxin.E003"]


def test_paths_that_lead_somewhere(strange: type[models.Model]) -> None:
    assert not list(checks.astray([Rule(strange, about=("member", "member__member_no"), units=("phone",))]))

"""What must hold before anything starts: personal fields say what they are, records whom they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db import models

from lianxin.core.fields import CATEGORIES, PersonalField
from lianxin.core.scope import Rule, ScopedManager, rules


def personal_data(app_configs: Any = None, **options: Any) -> list[CheckMessage]:
    """A Django system check: `lianxin.E001` to `E003`."""
    found = [*apps.get_models()]
    return [*uncategorised(found), *unruled(found), *astray(rules())]


def uncategorised(found: Iterable[type[models.Model]]) -> Iterator[Error]:
    """Personal fields that do not say what kind of personal data they hold."""
    for model in found:
        for field in model._meta.concrete_fields:
            if isinstance(field, PersonalField) and field.category not in CATEGORIES:
                yield Error(
                    f"{field.name} holds personal data and says no category: {', '.join(CATEGORIES)}",
                    obj=model,
                    id="lianxin.E001",
                )


def unruled(found: Iterable[type[models.Model]]) -> Iterator[Error]:
    """Records of which nobody says whom they are about."""
    known = {rule.model for rule in rules()}
    for model in found:
        if isinstance(model._default_manager, ScopedManager) and model not in known:
            yield Error("no core.scope.Rule says whom its rows are about", obj=model, id="lianxin.E002")


def astray(found: Iterable[Rule]) -> Iterator[Error]:
    """Rules whose paths lead nowhere: rows that nobody would be told of."""
    for rule in found:
        paths = [*rule.about, *rule.units, *rule.growers, *([rule.contact] if rule.contact else [])]
        for path in paths:
            if not leads_somewhere(rule.model, path):
                said = f"its rule names the path {path}, which leads nowhere"
                yield Error(said, obj=rule.model, id="lianxin.E003")


def leads_somewhere(model: Any, path: str) -> bool:
    """Whether a path, as in a query, is one of fields."""
    for step in path.split("__"):
        try:
            field = model._meta.get_field(step)
        except (AttributeError, FieldDoesNotExist):
            return False
        model = field.related_model
    return True


def refuse_to_start() -> None:
    """Raises ImproperlyConfigured. Asked apart: commands and servers start without Django's own checks."""
    if wrong := personal_data():
        raise ImproperlyConfigured("; ".join(map(str, wrong)))

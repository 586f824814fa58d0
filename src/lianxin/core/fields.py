"""Model fields that a record sheet can be derived from."""

import base64
from decimal import Decimal
from functools import cache
from typing import Any, Self, TypeVar

from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from lianxin.core.keys import field_key

_Set = TypeVar("_Set")
_Get = TypeVar("_Get")


class Sealed(str):
    """A personal value as it is stored, so that it can be compared and written without being opened."""

    __slots__ = ()


@cache
def _cipher() -> AESSIV:
    return AESSIV(field_key())


def seal(text: str) -> Sealed:
    """Encrypt one personal value. AES-SIV is deterministic, so it can be found and be unique."""
    return Sealed(seal_bytes(text.encode()).decode("ascii"))


def unseal(sealed: str) -> str:
    return unseal_bytes(sealed.encode("ascii")).decode()


def seal_bytes(content: bytes) -> bytes:
    """For whole files that hold personal values."""
    return base64.urlsafe_b64encode(_cipher().encrypt(content, [b"personal"]))


def unseal_bytes(sealed: bytes) -> bytes:
    return _cipher().decrypt(base64.urlsafe_b64decode(sealed), [b"personal"])


#: What a personal value is: a name; how to reach somebody; a unit's contact person; words about somebody.
CATEGORIES = ("name", "phone", "contact", "note")


class PersonalField(models.TextField):  # type: ignore[type-arg]
    """Personal text: encrypted at rest, equal values compare equal, no search by part.

    `category` is one of `CATEGORIES`; `core/checks.py` refuses to start without. Migrations do not name it.
    """

    def __init__(self, *args: Any, category: str = "", **kwargs: Any) -> None:
        self.category = category
        super().__init__(*args, **kwargs)

    def clone(self) -> Self:
        copy: Self = super().clone()
        copy.category = self.category
        return copy

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Sealed):
            return str(value)
        value = super().get_prep_value(value)
        return seal(value) if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return unseal(value) if value else value


class WordField(models.TextField):  # type: ignore[type-arg]
    """Plain text of any length; empty is "" and never NULL."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("blank"):
            kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)


class ListField(models.JSONField):
    """A list of words. `ref` names the sheet whose keys they must be."""

    def __init__(self, *args: Any, ref: str = "", **kwargs: Any) -> None:
        self.ref = ref
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.ref:
            kwargs["ref"] = self.ref
        return name, path, args, kwargs


class MoneyField(models.DecimalField):  # type: ignore[type-arg]
    """Yuan with two places."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 18)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)


class QuantityField(models.DecimalField):  # type: ignore[type-arg]
    """An amount of something other than money: mu, hours, tonnes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 18)
        kwargs.setdefault("decimal_places", 4)
        super().__init__(*args, **kwargs)


class PercentField(models.DecimalField):  # type: ignore[type-arg]
    """0 to 100."""

    default_validators = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 5)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)


class Reference(models.ForeignKey[_Set, _Get]):
    """A row of another sheet, by what names it there: the one column of `to` that is unique.

    `column` is what files and figures call it, unless that is what `to` itself calls its key. With `null` the
    cell may be empty. To migrations this is a ForeignKey with all of that written out.
    """

    def __init__(
        self,
        to: type[models.Model] | str,
        verbose_name: str = "",
        *,
        column: str = "",
        null: bool = False,
        **kwargs: Any,
    ) -> None:
        if not isinstance(to, str):  # a clone's is text, and has the rest written out
            key = next(f.name for f in to._meta.fields if f.unique and not f.primary_key)
            kwargs |= {"on_delete": models.PROTECT, "to_field": key, "db_column": column or key}
            kwargs |= {"related_name": "+", "blank": null}
        super().__init__(to, verbose_name=verbose_name, null=null, **kwargs)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs


def choices(words: tuple[str, ...]) -> list[tuple[str, str]]:
    """The words of a one-of column as Django wants them; what is stored is what the sheet shows."""
    return [(word, word) for word in words]

"""The validator that settings name."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from lianxin.accounts.rules import is_habitual


class HabitValidator:
    """Refuses what is guessed first here; needs no list from elsewhere."""

    def validate(self, password: str, user: Any = None) -> None:
        if is_habitual(password):
            raise ValidationError(gettext("This password is among the first that are tried."), "habitual")

    def get_help_text(self) -> str:
        return gettext("No birthday, telephone number, 123456 or keys that lie side by side.")

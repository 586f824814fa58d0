"""A lost second factor takes two people: one asks, another confirms within a day."""

from datetime import timedelta

from django.utils import timezone

from lianxin.accounts.actions.factors import remove_factors
from lianxin.accounts.actions.noting import noted
from lianxin.accounts.models import FactorReset, User

LIFE = timedelta(hours=24)


def ask_reset(*, user: User, actor: User) -> None:
    """`actor` says that the user has lost the second factor and is who they say."""
    with noted("request", user, actor):
        FactorReset.objects.filter(user=user).delete()
        FactorReset.objects.create(user=user, asked_by=actor, asked_at=timezone.now())


def confirm_reset(*, user: User, actor: User) -> bool:
    """False if nobody else has asked within a day. Takes the factors away and ends all sessions."""
    asked = FactorReset.objects.filter(user=user, asked_at__gt=timezone.now() - LIFE)
    if not asked.exclude(asked_by=actor).exclude(asked_by=user).exists():
        return False
    remove_factors(user=user, actor=actor)
    FactorReset.objects.filter(user=user).delete()
    return True

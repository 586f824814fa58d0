"""A season: some weeks, the times of a day at which sessions are held, and the rules they keep."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from lianxin.core.fields import ListField, MoneyField, PercentField


def user(**kwargs: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", **kwargs)


def small(default: int, low: int = 0, high: int = 999) -> Any:
    """A small whole number."""
    return models.IntegerField(default=default, validators=[MinValueValidator(low), MaxValueValidator(high)])


def _fatigue() -> list[int]:
    return [0, 0, 0, 90, 200, 400, 800]


class Season(models.Model):
    """`first` is a Monday. `starts` are times of day ("08:00") of `minutes`; the last is the late one.

    `fatigue`: yuan that the n-th session of a creator's week costs. `spread`: the coefficient of variation
    of real demand around the forecast, `demand_factor` what the forecast is multiplied by, where the office
    knows better than the past does (a festival, a campaign). The three
    penalties and `good_share` are the fairness that the office sets: nought turns one off. `good_share`: of
    the good hours (from `good_from` on) each creator gets at most this share, in turn.
    """

    name = models.TextField(unique=True)
    first = models.DateField()
    weeks = small(4, 1, 26)
    starts = ListField()
    minutes = small(120, 30, 480)
    units = small(6, 1, 24)
    max_units_per_product = small(3, 1, 24)
    repeat_per_week = small(2, 1, 7)
    max_run = small(3, 1, 7)
    fatigue = models.JSONField(default=_fatigue)
    spread = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(0.0), MaxValueValidator(2.0)]
    )
    demand_factor = models.FloatField(
        default=1.0, validators=[MinValueValidator(0.01), MaxValueValidator(1000.0)]
    )
    promise_penalty = models.FloatField(default=3.0, validators=[MinValueValidator(0.0)])
    floor_penalty = models.FloatField(default=3.0, validators=[MinValueValidator(0.0)])
    creator_penalty = MoneyField(default=600)
    good_from = models.TextField(default="18:00")
    good_share = PercentField(default=100)
    change_cost = MoneyField(default=0)
    studio_cost = MoneyField(default=120)  # yuan a session, where the studio's own terms say nothing
    edited = models.BigIntegerField(default=0)  # counts the changes to what is known of the season
    going = models.BooleanField(default=False)  # long past, and on its way out: see `models.guard`
    made_by = user()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-first", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def last(self) -> date:
        """The last day."""
        return self.first + timedelta(days=7 * self.weeks - 1)

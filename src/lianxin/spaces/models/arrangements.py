"""What is agreed about a booking beyond its row in the sheet; series; the waiting list."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.core.fields import MoneyField, PersonalField
from lianxin.spaces.models.records import Booking, Studio


def user(**kwargs: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", **kwargs)


def of_studio(**kwargs: Any) -> Any:
    """By number, as the sheets do."""
    return models.ForeignKey(
        Studio,
        models.DO_NOTHING,
        to_field="studio_no",
        db_column="studio_no",
        db_constraint=False,
        related_name="+",
        **kwargs,
    )


class Series(models.Model):
    """Bookings made in one go. `refused`: one entry per occurrence that could not be had.

    `rule`: every, interval, weekdays, until, count. `refused`: day, code, params, studio_no, starts_at and
    ends_at of the nearest free alternative.
    """

    member_no = models.TextField(db_index=True)
    studio = of_studio()
    rule = models.JSONField()
    refused = models.JSONField(default=list)
    made_by = user()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.studio_id} {self.pk}"


class Arrangement(models.Model):
    """One per booking that was made here; imported bookings have none and are left to the office.

    `hold`: an asked or offered booking holds its slot until `held_until` and is cancelled then.
    """

    class Hold(models.TextChoices):
        FIRM = "firm", _("Firm")
        ASKED = "asked", _("Waiting for approval")
        OFFERED = "offered", _("Offered from the waiting list")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")
        EXPIRED = "expired", _("Expired")

    booking = models.OneToOneField(
        Booking, models.CASCADE, primary_key=True, db_constraint=False, related_name="arrangement"
    )
    hold = models.TextField(choices=Hold.choices, default=Hold.FIRM)
    held_until = models.DateTimeField(null=True)
    decided_by = user()
    decided_at = models.DateTimeField(null=True)
    decision = PersonalField(blank=True, default="", category="note")
    booked_by = user()
    booked_at = models.DateTimeField(auto_now_add=True)
    note = PersonalField(blank=True, default="", category="note")  # what the booking is for
    origin = models.TextField(blank=True, default="")  # "event:P001": what another line of work booked it for
    series = models.ForeignKey(Series, models.SET_NULL, null=True, related_name="arrangements")
    together = models.TextField(blank=True, default="", db_index=True)  # studios booked as one
    price = MoneyField(default=0)
    free_minutes = models.IntegerField(default=0)  # of the member's free quota
    checked_in_at = models.DateTimeField(null=True)
    checked_in_by = user()
    ended_at = models.DateTimeField(null=True)  # when it was cancelled or given up as missed
    ended_by = user()
    end_reason = PersonalField(blank=True, default="", category="note")

    class Meta:
        indexes = [models.Index(fields=["hold", "held_until"], name="arrangement_due")]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.hold}"


class Waiting(models.Model):
    """A member waits for a slot of a studio. Offers go in the order of `asked_at`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("On the waiting list")
        OFFERED = "offered", _("Slot offered")
        TAKEN = "taken", _("Slot accepted")
        LEFT = "left", _("Left the waiting list")
        LAPSED = "lapsed", _("Offer lapsed")

    studio = of_studio()
    member_no = models.TextField(db_index=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.TextField(choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = user()
    booking = models.ForeignKey(
        Booking, models.SET_NULL, null=True, db_constraint=False, related_name="+"
    )  # the booking that holds what is offered

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["studio", "member_no", "starts_at", "ends_at"],
                condition=models.Q(state__in=["waiting", "offered"]),
                name="waiting_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="waiting_span"
            ),
        ]
        indexes = [models.Index(fields=["state", "studio", "starts_at"], name="waiting_for")]

    def __str__(self) -> str:
        return f"{self.studio_id} {self.starts_at}"

"""Equipment: what belongs to a studio, and what is lent out."""

from django.db import models
from django.db.models import Q

from lianxin.core.fields import PersonalField
from lianxin.spaces.models.arrangements import of_studio, user
from lianxin.spaces.models.rooms import of_base


class Equipment(models.Model):
    """One thing. With a studio it stands there and is looked for as what the studio has; else it is lent."""

    equipment_no = models.TextField(unique=True)
    name = models.TextField(db_index=True)  # 绿幕, 环形灯: things of one name are alike
    base = of_base()
    studio = of_studio(null=True, blank=True)
    lendable = models.BooleanField(default=False)
    out_of_order = models.BooleanField(default=False)
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["equipment_no"]

    def __str__(self) -> str:
        return f"{self.equipment_no} {self.name}"


class Loan(models.Model):
    """A thing handed to a member, until it is back."""

    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="loans")
    member_no = models.TextField(db_index=True)
    booking = models.ForeignKey(
        "spaces.Booking", models.SET_NULL, null=True, db_constraint=False, related_name="+"
    )
    lent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lent_by = user()
    returned_at = models.DateTimeField(null=True)
    returned_to = user()
    condition = PersonalField(blank=True, default="", category="note")  # as it came back
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-lent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["equipment"], condition=Q(returned_at__isnull=True), name="lent_once"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=models.F("lent_at")), name="loan_span"),
        ]

    def __str__(self) -> str:
        return f"{self.equipment_id} {self.lent_at}"

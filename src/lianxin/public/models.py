"""Which people were shown in public on which day: told to the ledger once a day, not once a visitor."""

from django.db import models


class Shown(models.Model):
    day = models.DateField()
    member_no = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "member_no"], name="shown_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.member_no}"

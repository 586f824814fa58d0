"""Sessions that were put to their creators, what these said, and what became of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.planning.models.plans import Version
from lianxin.planning.models.seasons import Season, user


class Proposal(models.Model):
    """One session of one creator. Until the creator has said yes it is a proposal and nothing else.

    Once released it stands in the sheets as the live session `session_no` and the booking `booking`.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for the creator")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        RELEASED = "released", _("Released")
        CANCELLED = "cancelled", _("Cancelled")

    season = models.ForeignKey(Season, models.CASCADE, related_name="proposals")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    member_no = models.TextField(db_index=True)
    slot = models.IntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    studio_no = models.TextField()
    products = models.JSONField(default=dict)  # product number → units
    fee = models.DecimalField(max_digits=18, decimal_places=2)
    state = models.TextField(choices=State.choices, default=State.ASKED)
    asked_by = user()
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = user()  # the creator, or who wrote the answer down on the creator's word
    released_at = models.DateTimeField(null=True)
    session_no = models.TextField(blank=True, default="")
    booking = models.BigIntegerField(null=True)  # its id

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["season", "member_no", "slot"],
                condition=models.Q(state__in=["asked", "accepted", "released"]),
                name="proposal_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_no} {self.starts_at}"

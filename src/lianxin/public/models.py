"""What the open pages keep: whom they showed on which day, and the links to big screens."""

from django.conf import settings
from django.db import models


class Shown(models.Model):
    """Told to the ledger once a day, not once a visitor."""

    day = models.DateField()
    member_no = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "member_no"], name="shown_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.member_no}"


def _user() -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )


class ScreenLink(models.Model):
    """A link to the big screen. Of its token only the hash is kept: it is shown once, when it is made."""

    title = models.TextField()  # what the screen is headed with
    year = models.IntegerField(null=True)  # null: the year it is
    token_hash = models.CharField(max_length=64, unique=True)
    created_by, created_at = _user(), models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_by, revoked_at = _user(), models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)  # the last look, to the nearest quarter of an hour

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

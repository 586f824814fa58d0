"""Secret links to calendars."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.spaces.models.arrangements import user


class Feed(models.Model):
    """A link that shows the calendar of a studio, a base or a member to whoever holds it, until revoked.

    The link's secret is a signature over the row's id and `salt`; the database alone does not give it away.
    """

    class Kind(models.TextChoices):
        STUDIO = "studio", _("Studio")
        BASE = "base", _("Base")
        MEMBER = "member", _("Member")

    kind = models.TextField(choices=Kind.choices)
    target = models.TextField()  # studio_no, name of the base, member_no
    salt = models.TextField()
    made_by = user()
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = user()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "target"], name="feed_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"

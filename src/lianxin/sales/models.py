"""What the office decides about order files: the status words that the program does not know."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.core.constraints import OneOf
from lianxin.core.fields import WordField, choices
from lianxin.sales.rules.formats import STATUSES


class StatusWord(models.Model):
    """A platform's status word, as found in a file, and the status it was decided to mean (empty: not
    yet)."""

    platform = WordField()
    word = WordField()  # by status_key(), so that blanks and full width make no difference
    status = WordField(choices=choices(STATUSES), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    seen_in = WordField(blank=True)  # the file it was first found in
    lines = models.BigIntegerField(default=0)  # rows refused for it so far

    class Meta:
        verbose_name = verbose_name_plural = _("Status words")
        constraints = [
            models.UniqueConstraint(fields=["platform", "word"], name="%(class)s_key"),
            OneOf("status", STATUSES, empty=True),
        ]

    def __str__(self) -> str:
        return f"{self.platform} {self.word}"

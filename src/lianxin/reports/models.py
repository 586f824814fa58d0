"""Reports: the office's own templates, editions from draft to withdrawal, and what a published one printed.

What was published is never changed. The database refuses it too, see `migrations/0002_frozen.py`.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", _("English")


def _user() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )


class ReportTemplate(models.Model):
    """A template of the office's own; those that come with the program are files, see `rules.shipped`."""

    name = models.SlugField(max_length=40, primary_key=True)
    title = models.TextField()  # may name the period: {period}
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.CHINESE)
    text = models.TextField()
    changed_by = _user()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """One report over one period. Its text is Markdown with references to figures (docs/reports.md).

    A user that is null is the command line, or the program that filled in a template. Times and people stay
    as they were at each step; from `published` on only the withdrawal is added.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CHECKED = "checked", _("Checked")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    edition_no = models.CharField(max_length=20, primary_key=True)  # E20261127-001: the day and a number
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    template = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.CHINESE)
    period = models.TextField()
    title = models.TextField()
    office = models.TextField(blank=True)  # who signs it
    text = models.TextField()
    public = models.BooleanField(default=False)  # has an open page, where small groups are hidden
    version = models.PositiveIntegerField(default=1)  # moves with every change of the draft
    untouched = models.BooleanField(
        default=False
    )  # nobody has written anything yet: the template's own words

    created_by, created_at = _user(), models.DateTimeField(auto_now_add=True)
    changed_by, changed_at = _user(), models.DateTimeField(auto_now_add=True)
    checked_by, checked_at = _user(), models.DateTimeField(null=True)
    published_by, published_at = _user(), models.DateTimeField(null=True)
    withdrawn_by, withdrawn_at = _user(), models.DateTimeField(null=True)
    withdrawal_reason = models.TextField(blank=True)

    snapshot = models.TextField(blank=True)  # pinned when published
    typed = models.JSONField(
        default=list
    )  # numbers without a receipt that were published: text, line, around
    typed_reason = models.TextField(blank=True)
    document = models.JSONField(null=True)  # what was printed, see `rules.stored`; charts are in EditionChart
    public_document = models.JSONField(null=True)
    shown_rows = models.JSONField(default=list)  # of groups on the open page, for later ones to compare
    fingerprint = models.TextField(blank=True)  # sha256 of what was printed
    seal = models.TextField(blank=True)  # signed with the home's ledger key

    class Meta:
        ordering = ["-edition_no"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=("draft", "checked"))
                | models.Q(published_at__isnull=False, document__isnull=False) & ~models.Q(snapshot=""),
                name="published_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="withdrawn")
                | models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawal_reason=""),
                name="withdrawn_for_a_reason",
            ),
            models.CheckConstraint(  # one of them null: nobody in particular, see `rules.may_check`
                condition=models.Q(status="draft")
                | models.Q(checked_at__isnull=False)
                & (
                    models.Q(checked_by__isnull=True)
                    | models.Q(changed_by__isnull=True)
                    | ~models.Q(checked_by=models.F("changed_by"))
                ),
                name="checked_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_no} {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether its text may still be changed."""
        return self.status in (self.Status.DRAFT, self.Status.CHECKED)


class EditionText(models.Model):
    """What a draft said before it was changed: whatever was saved once can be read again."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="texts")  # discarded with its draft
    version = models.PositiveIntegerField()
    title = models.TextField()
    text = models.TextField()
    saved_by, saved_at = _user(), models.DateTimeField()

    class Meta:
        ordering = ["edition", "-version"]
        constraints = [models.UniqueConstraint(fields=["edition", "version"], name="one_text_of_a_version")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.version}"


class EditionFigure(models.Model):
    """One figure of a published edition, as printed. `use` is its id in the document ("f1")."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="figures")
    place = models.PositiveIntegerField()
    use = models.CharField(max_length=20)
    key = models.TextField()
    name = models.TextField()
    definition = models.TextField()
    period = models.TextField()
    where = models.JSONField(default=dict)
    by = models.TextField(blank=True)
    style = models.TextField()
    value = models.JSONField(null=True)  # as in `figures --json`
    previous = models.JSONField(null=True)
    change = models.FloatField(null=True)
    unit = models.TextField()
    rows = models.BigIntegerField()
    groups = models.JSONField(default=list)
    phrase = models.TextField(blank=True)
    text = models.TextField()  # as printed
    receipt = models.CharField(max_length=64)  # sha256 of the evidence rows

    class Meta:
        ordering = ["edition", "place"]
        constraints = [models.UniqueConstraint(fields=["edition", "use"], name="one_use_of_an_id")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.use} {self.key}"


class EditionChart(models.Model):
    """A chart of a published edition in its two forms; the document says where it stands."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="charts")
    use = models.CharField(max_length=20)
    svg = models.TextField()
    png = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "use"], name="one_chart_of_a_figure")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.use}"

"""Where records come from: batches of files, and what each batch changed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.core.scope import ScopedManager


class Batch(models.Model):
    """One import run over one or more files."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")
        ROLLED_BACK = "rolled_back", _("Rolled back")

    batch_no = models.TextField(primary_key=True)  # 20211231-0001: the day and a running number, for typing
    state = models.TextField(choices=State.choices, default=State.RUNNING)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    rolled_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    rolled_back_at = models.DateTimeField(null=True)
    unknown = models.JSONField(default=list)  # files nobody could read, as in `import --json`

    class Meta:
        ordering = ["-batch_no"]

    def __str__(self) -> str:
        return self.batch_no


class BatchFile(models.Model):
    """One table of one file: what was read and what became of it. Counts as in `import --json`."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="files")
    file = models.TextField()
    sheet = models.TextField(blank=True)
    kind = models.TextField()
    encoding = models.TextField(blank=True)
    header_row = models.IntegerField(default=1)
    read = models.IntegerField(default=0)
    new = models.IntegerField(default=0)
    updated = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    excluded = models.JSONField(default=dict)
    rejected = models.IntegerField(default=0)
    problems = models.JSONField(default=list)  # the first 100, without personal values
    ignored_columns = models.JSONField(default=list)
    totals = models.JSONField(default=dict)
    differs = models.BooleanField(default=False)  # something to look at though no row was refused
    notices = models.JSONField(default=list)
    problem_file = models.TextField(blank=True)  # the name of the problem workbook
    problem_workbook = models.BinaryField(null=True)  # sealed; only where it could not be put beside the file
    snapshot = models.BigIntegerField(null=True)  # the lake's, for order files

    def __str__(self) -> str:
        return f"{self.file} {self.sheet}".strip()


class Change(models.Model):
    """One row of one sheet, made, changed or removed: who, when, from which file, and what it was before.

    `before` and `after` hold stored values by column (personal ones stay encrypted): all columns of a new or
    removed row, else those that changed. `before` is null for a row that was new, `after` for one removed;
    `before` also holds, under "_source", where the row came from until then.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, null=True, related_name="changes")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    sheet = models.TextField()
    record = models.BigIntegerField()  # the row's id in that sheet
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sheet", "record"])]

    def __str__(self) -> str:
        return f"{self.sheet} {self.record}"


class Revision(models.Model):
    """Counts the writes to a sheet, so that a snapshot knows which fact tables are stale."""

    sheet = models.TextField(primary_key=True)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.sheet} {self.number}"


class Record(models.Model):
    """What every record sheet's model inherits: where the row came from, and that rows are read in scope."""

    objects = ScopedManager()
    #: For what no human sees: import checks, fact tables. Only few modules may (tests/test_scope.py).
    unscoped: "models.Manager[Any]" = models.Manager()

    batch = models.ForeignKey(Batch, models.PROTECT, null=True, editable=False, related_name="+")
    source_file = models.TextField(default="", editable=False)
    source_sheet = models.TextField(default="", editable=False)
    source_row = models.IntegerField(null=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True
        base_manager_name = "objects"

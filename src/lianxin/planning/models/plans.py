"""Plans: what was worked with, versions that stay as they are, and the draft that people move about in."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.core.fields import PersonalField
from lianxin.jobs.models import Job
from lianxin.planning.models.seasons import Season, user


class Instance(models.Model):
    """What a plan was made from, in the planner's file format, without locks; `digest` is its SHA-256.

    `drawn_from` is the state of the records it was drawn from; when that has moved on, the board says so.
    """

    season = models.ForeignKey(Season, models.CASCADE, related_name="instances")
    digest = models.TextField()
    content = models.JSONField()
    drawn_from = models.TextField(blank=True, default="")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["season", "digest"], name="instance_once")]

    def __str__(self) -> str:
        return self.digest[:12]


class Version(models.Model):
    """A plan that was kept. It is never changed: a change is a new version with this one as its parent.
    The database refuses it too, see `models.guard`.

    `sessions` as in the planner's file format; `locked` and `forbidden` are those that held; `verdict` is the
    independent checker's: broken rules and the parts of the objective. Yuan are the engine's plain numbers.
    `label` is what the planner wrote about it.
    """

    class Kind(models.TextChoices):
        START = "start", _("First plan")
        HAND = "hand", _("Planned by hand")
        SOLVED = "solved", _("Filled by the solver")
        REPLANNED = "replanned", _("Re-planned")

    season = models.ForeignKey(Season, models.CASCADE, related_name="versions")
    number = models.IntegerField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    kind = models.TextField(choices=Kind.choices)
    label = PersonalField(blank=True, default="", category="note")
    made_by = user()
    made_at = models.DateTimeField(auto_now_add=True)
    instance = models.ForeignKey(Instance, models.PROTECT, related_name="versions")
    input_hash = models.TextField()  # of the instance together with locks and bans
    sessions = models.JSONField()
    locked = models.JSONField(default=list)
    forbidden = models.JSONField(default=list)
    objective = models.FloatField()
    bound = models.FloatField(null=True)
    seed = models.IntegerField(null=True)
    seconds = models.FloatField(null=True)
    verdict = models.JSONField()
    sold = models.JSONField(default=dict)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["season", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.season_id} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once: raises TypeError where a version is to be changed."""
        if self.pk is not None:
            raise TypeError("a version of a plan is never changed")
        super().save(*args, **kwargs)

    @property
    def gap(self) -> float | None:
        """How much better a plan can be at most, in percent, as far as it is proved."""
        if self.bound is None:
            return None
        return max(100 * (self.bound - self.objective) / abs(self.bound), 0.0) if self.bound else 0.0


class Draft(models.Model):
    """Where people move sessions about, one per season. `revision` counts moves: none is made unseen."""

    season = models.OneToOneField(Season, models.CASCADE, primary_key=True, related_name="draft")
    base = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    instance = models.ForeignKey(Instance, models.PROTECT, related_name="+")
    sessions = models.JSONField(default=list)
    undo = models.JSONField(default=list)  # sessions as they were before each of the last moves
    revision = models.BigIntegerField(default=0)
    moved_by = user()
    moved_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.season_id} r{self.revision}"


class Mark(models.Model):
    """A lock (what must stand) or a ban (what must not): a session or a part of one; empty says nothing.

    `declined`: the proposal whose creator said no.
    """

    class Kind(models.TextChoices):
        LOCK = "lock", _("Locked")
        BAN = "ban", _("Forbidden")

    season = models.ForeignKey(Season, models.CASCADE, related_name="marks")
    kind = models.TextField(choices=Kind.choices)
    member_no = models.TextField(blank=True, default="")
    studio_no = models.TextField(blank=True, default="")
    slot = models.IntegerField(null=True)
    products = models.JSONField(default=dict)
    declined = models.ForeignKey("planning.Proposal", models.SET_NULL, null=True, related_name="+")
    made_by = user()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.member_no} {self.slot}"


class Run(models.Model):
    """Work on a season in the background, and its news: stage, seconds, best worth, proved bound."""

    class Kind(models.TextChoices):
        DRAW = "draw", _("Reading the records")
        FILL = "fill", _("Filling the rest")
        EXPLAIN = "explain", _("Exact explanation")
        REPLAN = "replan", _("Re-planning")
        FAIRNESS = "fairness", _("Price of fairness")
        WISHES = "wishes", _("Whether all can be kept")
        RELEASE = "release", _("Release")

    season = models.ForeignKey(Season, models.CASCADE, related_name="runs")
    kind = models.TextField(choices=Kind.choices)
    job = models.OneToOneField(Job, models.SET_NULL, null=True, related_name="+")
    asked = models.JSONField(default=dict)
    news = models.JSONField(default=dict)
    answer = models.JSONField(default=dict)
    version = models.ForeignKey(Version, models.SET_NULL, null=True, related_name="+")
    made_by = user()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

"""What a studio is like beyond its row in the sheet, when it is shut, and on what terms it is lent."""

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.core.fields import ListField, MoneyField
from lianxin.spaces import rules
from lianxin.spaces.models.arrangements import of_studio, user
from lianxin.spaces.models.records import Base


def of_base() -> models.ForeignKey[Base | None, Base | None]:
    return models.ForeignKey(
        Base,
        models.DO_NOTHING,
        to_field="name",
        db_column="base",
        db_constraint=False,
        related_name="+",
        null=True,
        blank=True,
    )


class StudioNote(models.Model):
    """Words for people who book; `door_version` counts up when the code at the door is replaced."""

    studio = models.OneToOneField(
        "spaces.Studio", models.CASCADE, primary_key=True, db_constraint=False, related_name="note"
    )
    about = models.TextField(blank=True, default="")
    house_rules = models.TextField(blank=True, default="")
    seats = models.IntegerField(null=True, blank=True)
    door_version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.studio_id}"


class WeekdayHours(models.Model):
    """Other hours than the sheet's on one weekday (0 is Monday); "" is shut."""

    studio = of_studio()
    weekday = models.SmallIntegerField(validators=[MaxValueValidator(6)])
    opens = models.TextField(blank=True, validators=[RegexValidator(rules.OPENS)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["studio", "weekday"], name="hours_once_a_weekday"),
            models.CheckConstraint(condition=Q(weekday__gte=0, weekday__lte=6), name="hours_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.studio_id} {self.weekday} {self.opens}"


class Closure(models.Model):
    """A studio, a base (studio empty) or every base (both empty) is shut."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Holiday")
        REPAIR = "repair", _("Repair")
        OTHER = "other", _("Other use")

    base = of_base()
    studio = of_studio(null=True, blank=True)
    kind = models.TextField(choices=Kind.choices, default=Kind.OTHER)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.TextField()
    made_by = user()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="closure_span")]
        indexes = [models.Index(fields=["ends_at", "starts_at"], name="closure_in_time")]

    def __str__(self) -> str:
        return f"{self.reason} {self.starts_at}"


class Terms(models.Model):
    """On what terms studios are lent: for one studio, a base, a kind, both, or all. The narrowest holds.

    The columns are those of `rules.Terms`, where their meaning and defaults stand.
    """

    base = models.TextField(blank=True, default="")
    studio_no = models.TextField(blank=True, default="")
    kind = models.TextField(blank=True, default="")
    buffer_minutes = models.PositiveIntegerField(default=0)
    step_minutes = models.PositiveIntegerField(default=30)
    shortest_minutes = models.PositiveIntegerField(default=30)
    longest_minutes = models.PositiveIntegerField(default=480)
    ahead_days = models.PositiveIntegerField(default=30)
    most_open = models.PositiveIntegerField(default=5)
    week_minutes = models.PositiveIntegerField(default=0)
    price = MoneyField(default=0)
    free_minutes = models.PositiveIntegerField(default=0)
    approval = models.BooleanField(default=False)
    answer_hours = models.PositiveIntegerField(default=24)
    cancel_hours = models.PositiveIntegerField(default=2)
    grace_minutes = models.PositiveIntegerField(default=15)
    offer_minutes = models.PositiveIntegerField(default=60)
    set_by = user()
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["base", "studio_no", "kind"], name="terms_once"),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.base, self.studio_no, self.kind))) or "*"


class StudioGroup(models.Model):
    """Studios that are booked together, by a name."""

    name = models.TextField(unique=True)
    studios = ListField(ref="studios")

    def __str__(self) -> str:
        return self.name


class Photo(models.Model):
    """A picture of a studio, or of a base; `content` is what was uploaded, at most `rules.PHOTO_BYTES`."""

    base = of_base()
    studio = of_studio(null=True, blank=True)
    caption = models.TextField(blank=True, default="")
    media_type = models.TextField()
    content = models.BinaryField()
    added_by = user()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.caption

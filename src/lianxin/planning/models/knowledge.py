"""What is known of a season: creators' terms, what is to be sold, floors of growers, what came between."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.core.fields import ListField, MoneyField, PercentField
from lianxin.planning.models.seasons import Season, small, user


class CreatorTerms(models.Model):
    """On what terms a creator holds sessions in a season. Empty `studio_kinds` and `starts`: any."""

    season = models.ForeignKey(Season, models.CASCADE, related_name="terms")
    member_no = models.TextField()
    platform = models.TextField(default="抖音")
    fee = MoneyField(default=0, validators=[MinValueValidator(0)])  # yuan a session
    max_per_week = small(4, 0, 7)
    min_total = small(0)  # sessions in the season that the creator is to have at least
    studio_kinds = ListField()
    starts = ListField()

    class Meta:
        ordering = ["member_no"]
        constraints = [models.UniqueConstraint(fields=["season", "member_no"], name="creator_terms_once")]

    def __str__(self) -> str:
        return self.member_no


class Supply(models.Model):
    """What comes of a product: `units[w]` in week w, which keep `shelf_weeks` weeks more.

    `margin`: yuan that one sold unit leaves; `price`: what the buyer pays, to turn past sales into units.
    `promise`: units that the season is to sell at least.
    """

    season = models.ForeignKey(Season, models.CASCADE, related_name="supplies")
    product_no = models.TextField()
    price = MoneyField(validators=[MinValueValidator(0)])
    margin = MoneyField(validators=[MinValueValidator(0)])
    shelf_weeks = small(0, 0, 52)
    units = ListField()
    promise = models.FloatField(default=0, validators=[MinValueValidator(0.0)])

    class Meta:
        ordering = ["product_no"]
        constraints = [models.UniqueConstraint(fields=["season", "product_no"], name="supply_once")]

    def __str__(self) -> str:
        return self.product_no


class Floor(models.Model):
    """What the season is to bring a grower (an organisation, by name) at least, in yuan of margin."""

    season = models.ForeignKey(Season, models.CASCADE, related_name="floors")
    grower = models.TextField()
    floor = MoneyField(validators=[MinValueValidator(0)])

    class Meta:
        ordering = ["grower"]
        constraints = [models.UniqueConstraint(fields=["season", "grower"], name="floor_once")]

    def __str__(self) -> str:
        return self.grower


class Disruption(models.Model):
    """Something that makes part of the season impossible. Why a creator is away is nobody's business here.

    `target`: the studio, product or platform; of a creator `member_no`. `share`: what is left, in percent, of
    a product's supply; `later`: by how many weeks that comes later.
    """

    class Kind(models.TextChoices):
        AWAY = "away", _("Creator is away")
        SHUT = "shut", _("Studio is shut")
        SUPPLY = "supply", _("Less of a product")
        PLATFORM = "platform", _("Platform is down")

    season = models.ForeignKey(Season, models.CASCADE, related_name="disruptions")
    kind = models.TextField(choices=Kind.choices)
    member_no = models.TextField(blank=True, default="")
    target = models.TextField(blank=True, default="")
    first = models.DateField()
    last = models.DateField()
    share = PercentField(default=0)
    later = small(0, 0, 26)
    noted_by = user()
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="disruption_span")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target or self.member_no}"


class Loaded(models.Model):
    """A row that an import wrote, so that its batch can be taken back: `before` is empty for a new row,
    `after` for one that went. `target`: the product or grower; of terms `member_no`.
    """

    class Kind(models.TextChoices):
        TERMS = "terms", _("Terms of creators")
        SUPPLIES = "supplies", _("What is to be sold")
        FLOORS = "floors", _("Floors of growers")

    season = models.ForeignKey(Season, models.CASCADE, related_name="loaded")
    batch_no = models.TextField(db_index=True)
    kind = models.TextField(choices=Kind.choices)
    member_no = models.TextField(blank=True, default="")
    target = models.TextField(blank=True, default="")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.batch_no} {self.kind} {self.member_no or self.target}"

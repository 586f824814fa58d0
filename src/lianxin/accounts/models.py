"""Users and what they are here for."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.core.ledger import Who


class User(AbstractUser):
    class Role(models.TextChoices):
        OFFICE = "office", _("Office")
        LIAISON_OFFICER = "liaison_officer", _("Liaison officer")
        UNIT_CONTACT = "unit_contact", _("Unit contact")
        STUDIO_MANAGER = "studio_manager", _("Studio manager")
        TRAINER = "trainer", _("Trainer")
        MARKET_STAFF = "market_staff", _("Market staff")
        AUDITOR = "auditor", _("Auditor")
        ADMINISTRATOR = "administrator", _("Administrator")
        MEMBER = "member", _("Member")
        GROWER = "grower", _("Grower")

    role = models.TextField(choices=Role.choices, default=Role.OFFICE)
    display_name = models.TextField(blank=True)
    #: Whom the user stands for, as the sheets name them; "" for nobody.
    member_no = models.TextField(blank=True, default="")
    officer_no = models.TextField(blank=True, default="")
    unit = models.TextField(blank=True, default="")
    created_by = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="+")

    @property
    def who(self) -> Who:
        """As the ledger names the user."""
        return Who(self.username, self.role, self.unit, self)

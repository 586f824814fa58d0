"""Users and what they are here for; how they come in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from lianxin.accounts.rules import keyed_hash
from lianxin.core.fields import PersonalField
from lianxin.core.ledger import Who


def digest(*parts: str) -> str:
    """A hash keyed with the home's own key."""
    return keyed_hash(settings.SECRET_KEY, *parts)


class User(AbstractUser):
    class Role(models.TextChoices):
        OFFICE = "office", _("Office")
        LIAISON_OFFICER = "liaison_officer", _("Liaison officer")
        UNIT_CONTACT = "unit_contact", _("Unit contact")
        STUDIO_MANAGER = "studio_manager", _("Studio manager")
        TRAINER = "trainer", _("Trainer")
        MARKET_STAFF = "market_staff", _("Market staff")
        PLANNER = "planner", _("Planner")
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
    #: Where one-time codes and invitations go; as `rules.normal_address` writes them.
    email = PersonalField(blank=True, default="", category="phone")
    phone = PersonalField(blank=True, default="", category="phone")
    #: A new one ends every session at once.
    session_stamp = models.TextField(blank=True, default="", editable=False)

    @property
    def who(self) -> Who:
        """As the ledger names the user."""
        return Who(self.username, self.role, self.unit, self)

    @property
    def is_staff_role(self) -> bool:
        """Staff log in with a password and a second factor, others with a one-time code."""
        return self.role not in (self.Role.MEMBER, self.Role.GROWER)

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """A session stands only as long as the password, the role and the stamp it was begun with."""
        said = f"{self.password}\n{self.role}\n{self.session_stamp}"
        return salted_hmac("lianxin.accounts.session", said, secret=secret, algorithm="sha256").hexdigest()


class Attempts(models.Model):
    """How often something was guessed wrong, per tier; `key` is a keyed hash of whom, what and from where."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()


class UsedCode(models.Model):
    """A code of an authenticator app that was accepted, kept as long as it would be accepted again."""

    user = models.ForeignKey(User, models.CASCADE)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="code_used_once")]


class LoginCode(models.Model):
    """A one-time code under way. `user` is empty where nobody was found, so that both look alike."""

    token = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, null=True)
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)


class Invitation(models.Model):
    """A link that lets somebody set a password, or come in first; its token is kept as a hash."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class FactorReset(models.Model):
    """Somebody of the staff has asked that a user's lost second factor be taken away; another confirms."""

    user = models.OneToOneField(User, models.CASCADE)
    asked_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()

"""Consent and its notices, requests and their steps, how long data is kept, who was forgotten."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.core.fields import PersonalField


class Written(TypeError):
    """What was written down stays as it is: a fault of the program."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **values: Any) -> NoReturn:
        raise Written(self.model.__name__)

    def delete(self) -> NoReturn:
        raise Written(self.model.__name__)


class AppendOnly(models.Model):
    """Rows that are added and never changed."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise Written(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Written(type(self).__name__)


def _user(**kwargs: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", **kwargs)


class How(models.TextChoices):
    SELF = "self", _("In person, online")
    PAPER = "paper", _("On paper")


class Use(models.TextChoices):
    """What needs a consent. Without one the queries for it give nothing."""

    PUBLIC_DIRECTORY = "public_directory", _("Public directory")
    THIRD_PARTY_CONTACT = "third_party_contact", _("Contact by partners")
    PUBLISH_NAME = "publish_name", _("Publication of the real name")
    PUBLISH_PHOTO = "publish_photo", _("Publication of a photo")


class Notice(AppendOnly):
    """What a person is told before consenting. A newer version that has begun asks everybody again."""

    purpose = models.TextField(choices=Use.choices)
    version = models.IntegerField()
    zh = models.TextField()
    en = models.TextField(blank=True)
    valid_from = models.DateField()
    published_by = _user()
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["purpose", "-version"]
        constraints = [models.UniqueConstraint(fields=["purpose", "version"], name="notice_version")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"


class Consent(AppendOnly):
    """One person's yes to one version of a notice. A paper is recorded by the office, with its number."""

    member_no = models.TextField(db_index=True)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="consents")
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = _user()
    how = models.TextField(choices=How.choices)
    paper_no = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.member_no} {self.notice}"


class Withdrawal(AppendOnly):
    """The end of a consent; the consent's own row stays as it was."""

    consent = models.OneToOneField(Consent, models.PROTECT, related_name="withdrawal")
    withdrawn_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = _user()
    how = models.TextField(choices=How.choices)
    paper_no = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.consent}"


class Request(models.Model):
    """What a person asks the office to do with the data about them. Its history stands in `steps`."""

    class Kind(models.TextChoices):
        SEE = "see", _("See my data")
        COPY = "copy", _("Get a copy")
        CORRECT = "correct", _("Correct something")
        DELETE = "delete", _("Delete my data")
        OBJECT = "object", _("Object to a use")
        VIEW = "view", _("Ask about a view")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")

    class Outcome(models.TextChoices):
        DONE = "done", _("Done")
        PARTLY = "partly", _("Partly done")
        REFUSED = "refused", _("Refused")
        EXPLAINED = "explained", _("The view was in order")
        WRONG = "wrong", _("The view was not in order")

    member_no = models.TextField(db_index=True)
    kind = models.TextField(choices=Kind.choices)
    text = PersonalField(blank=True, default="", category="note")
    #: Of a question about a view: the ledger's entry.
    entry = models.BigIntegerField(null=True)
    #: Of a correction: which cell, and what should stand there.
    sheet = models.TextField(blank=True)
    record = models.BigIntegerField(null=True)
    column = models.TextField(blank=True)
    wanted = PersonalField(blank=True, default="", category="note")
    how = models.TextField(choices=How.choices)
    paper_no = models.TextField(blank=True)
    state = models.TextField(choices=State.choices, default=State.OPEN)
    outcome = models.TextField(choices=Outcome.choices, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = _user()
    due_on = models.DateField()
    #: False where the year's holidays were not published yet, and only weekends were left out.
    due_known = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "due_on"])]

    def __str__(self) -> str:
        return f"R{self.pk:05d}"


class StepQuerySet(AppendOnlyQuerySet):
    def forget_text(self) -> int:
        """Words go when their time is over; that the step was taken stays."""
        return models.QuerySet.update(self, text="")


class Step(AppendOnly):
    """One event of a request."""

    class What(models.TextChoices):
        OPENED = "opened", _("Opened")
        ANSWERED = "answered", _("Answered")
        REOPENED = "reopened", _("Opened again")

    objects = StepQuerySet.as_manager()  # type: ignore[misc]

    request = models.ForeignKey(Request, models.PROTECT, related_name="steps")
    what = models.TextField(choices=What.choices)
    outcome = models.TextField(choices=Request.Outcome.choices, blank=True)
    text = PersonalField(blank=True, default="", category="note")
    at = models.DateTimeField(auto_now_add=True)
    by = _user()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.request} {self.what}"


class RetentionSetting(AppendOnly):
    """How long a class of data is kept; the newest row of a class counts, older ones are its history."""

    code = models.TextField(db_index=True)
    months = models.IntegerField()
    active = models.BooleanField(default=True)
    set_by = _user()
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.months}"


class Erasure(AppendOnly):
    """A person who was forgotten on request, and stays so when an old file brings the name back."""

    member_no = models.TextField(unique=True)
    request = models.ForeignKey(Request, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    by = _user()

    def __str__(self) -> str:
        return str(self.member_no)

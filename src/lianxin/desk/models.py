"""Tables of desk: its record sheets, one model each."""

from django.db import models

from lianxin.core.constraints import NotBefore
from lianxin.core.fields import ListField, Reference, WordField
from lianxin.people.models import Organisation
from lianxin.records.models import Record


class Question(Record):
    """A question of the public, and its answer with sources."""

    question_no = WordField("问题编号", unique=True)
    asked_on = models.DateField("提问日期")
    topic = WordField("主题")
    title = WordField("问题")
    unit = Reference(Organisation, "答复单位", column="unit", null=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    sources = ListField("引用依据")

    class Meta:
        verbose_name = verbose_name_plural = "咨询问答"
        constraints = [
            NotBefore("answered_on", "asked_on"),
        ]

    def __str__(self) -> str:
        return str(self.question_no)

"""Tables of council: its record sheets, one model each."""

from django.db import models

from lianxin.core.constraints import OneOf, Within
from lianxin.core.fields import ListField, PercentField, Reference, WordField, choices
from lianxin.people.models import Organisation
from lianxin.records.models import Record

MEETING_KIND = ("联席会议", "专题会议", "座谈会", "调研")


class Meeting(Record):
    """A meeting of the joint conference."""

    meeting_no = WordField("会议编号", unique=True)
    title = WordField("会议名称")
    kind = WordField("会议类型", choices=choices(MEETING_KIND))
    held_on = models.DateField("召开日期")
    host = Reference(Organisation, "主办单位", column="host", null=True)
    attending_units = ListField("参会单位", ref="organisations")
    place = WordField("地点", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "会议"
        constraints = [
            OneOf("kind", MEETING_KIND),
        ]

    def __str__(self) -> str:
        return str(self.meeting_no)


RESOLUTION_KIND = ("通报", "决定", "任务")


class Resolution(Record):
    """An item agreed at a meeting: information, decision or task."""

    meeting = Reference(Meeting, "会议编号")
    item_no = models.BigIntegerField("序号")
    kind = WordField("类型", choices=choices(RESOLUTION_KIND))
    title = WordField("事项")
    lead_unit = Reference(Organisation, "牵头单位", column="lead_unit", null=True)
    support_units = ListField("配合单位", ref="organisations")
    due_on = models.DateField("完成时限", null=True, blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "议定事项"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "item_no"], name="%(class)s_key"),
            Within("item_no"),
            OneOf("kind", RESOLUTION_KIND),
        ]

    def __str__(self) -> str:
        return str(self.meeting_id)


class Measure(Record):
    """A measure of the plan: one lead unit, several supporting ones."""

    measure_no = WordField("举措编号", unique=True)
    title = WordField("举措")
    lead_unit = Reference(Organisation, "牵头单位", column="lead_unit")
    support_units = ListField("配合单位", ref="organisations")
    due_on = models.DateField("完成时限")
    progress = PercentField("进度")
    done_on = models.DateField("完成日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "举措分工"
        constraints = [
            Within("progress", 0, 100),
        ]

    def __str__(self) -> str:
        return str(self.measure_no)

"""The record sheets: bases, studios, bookings."""

from django.core.validators import RegexValidator
from django.db import models

from lianxin.core.constraints import NotBefore, OneOf
from lianxin.core.fields import Reference, WordField, choices
from lianxin.people.models import Member, Organisation
from lianxin.records.models import Record
from lianxin.spaces import rules


class Base(Record):
    """A live-streaming base."""

    name = WordField("基地名称", unique=True)
    operator = Reference(Organisation, "运营单位", column="operator", null=True)
    town = WordField("所在乡镇", blank=True)
    opened_on = models.DateField("启用日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "基地"
        constraints = [
            NotBefore("closed_on", "opened_on"),
        ]

    def __str__(self) -> str:
        return str(self.name)


STUDIO_KIND = ("VIP", "标准")


class Studio(Record):
    """A live-streaming studio in a base, with its own opening hours."""

    studio_no = WordField("直播间编号", unique=True)
    base = Reference(Base, "基地", column="base")
    kind = WordField("类型", choices=choices(STUDIO_KIND))
    opens = WordField(
        "开放时间",
        help_text="09:00-24:00 or 18:00-02:00 (past midnight)",
        validators=[RegexValidator(rules.OPENS)],
    )
    opened_on = models.DateField("启用日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "直播间"
        constraints = [
            OneOf("kind", STUDIO_KIND),
            NotBefore("closed_on", "opened_on"),
        ]

    def __str__(self) -> str:
        return str(self.studio_no)


BOOKING_STATUS = ("已预约", "已使用", "取消", "未到")
#: A booking of these keeps others out. The database sees to it: migration 0002.
HOLDING = ("已预约", "已使用")


class Booking(Record):
    """A studio booked by a member, possibly past midnight."""

    booking_no = WordField("预约编号", unique=True)
    studio = Reference(Studio, "直播间编号")
    member = Reference(Member, "成员编号")
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    status = WordField("状态", choices=choices(BOOKING_STATUS))

    class Meta:
        verbose_name = verbose_name_plural = "直播间预约"
        constraints = [
            OneOf("status", BOOKING_STATUS),
            NotBefore("ends_at", "starts_at", strict=True),
        ]
        indexes = [
            models.Index(fields=["studio", "ends_at", "starts_at"], name="booking_of_studio"),
            models.Index(fields=["ends_at", "starts_at"], name="booking_in_time"),
        ]

    def __str__(self) -> str:
        return str(self.booking_no)

"""Tables of learning: its record sheets, one model each."""

from django.db import models

from lianxin.core.constraints import NotBefore, OneOf, Within
from lianxin.core.fields import PersonalField, Reference, WordField, choices
from lianxin.people.models import Member, Organisation
from lianxin.records.models import Record

EVENT_KIND = ("培训班", "讲座", "座谈会", "参观学习", "知识竞赛", "主题活动")
EVENT_STATUS = ("计划", "已举办", "取消")


class Event(Record):
    """A course, lecture, visit or contest."""

    event_no = WordField("活动编号", unique=True)
    title = WordField("名称")
    kind = WordField("类型", choices=choices(EVENT_KIND))
    topic = WordField("主题", blank=True)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)
    host = Reference(Organisation, "主办单位", column="host", null=True)
    partner = Reference(Organisation, "协办单位", column="partner", null=True)
    place = WordField("地点", blank=True)
    capacity = models.BigIntegerField("名额", null=True, blank=True)
    status = WordField("状态", choices=choices(EVENT_STATUS))

    class Meta:
        verbose_name = verbose_name_plural = "培训活动"
        constraints = [
            OneOf("kind", EVENT_KIND),
            Within("capacity"),
            OneOf("status", EVENT_STATUS),
            NotBefore("ends_on", "starts_on"),
        ]

    def __str__(self) -> str:
        return str(self.event_no)


ATTENDANCE_METHOD = ("扫码", "手工", "补签")


class Attendance(Record):
    """One person at one event on one day."""

    event = Reference(Event, "活动编号")
    date = models.DateField("日期")
    attendee = PersonalField("参加人", category="name")
    member = Reference(Member, "成员编号", null=True)
    method = WordField("签到方式", choices=choices(ATTENDANCE_METHOD), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "签到"
        constraints = [
            models.UniqueConstraint(fields=["event", "date", "attendee"], name="%(class)s_key"),
            OneOf("method", ATTENDANCE_METHOD, empty=True),
        ]

    def __str__(self) -> str:
        return str(self.event_id)


class Certificate(Record):
    """A certificate given after an event; revoked ones stay."""

    cert_no = WordField("证书编号", unique=True)
    event = Reference(Event, "活动编号")
    attendee = PersonalField("持证人", category="name")
    issued_on = models.DateField("发证日期")
    expires_on = models.DateField("到期日期", null=True, blank=True)
    revoked_on = models.DateField("撤销日期", null=True, blank=True)
    reason = WordField("撤销原因", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "证书"
        constraints = [
            NotBefore("expires_on", "issued_on"),
            NotBefore("revoked_on", "issued_on"),
        ]

    def __str__(self) -> str:
        return str(self.cert_no)

"""Tables of voice: its record sheets, one model each."""

from django.db import models

from lianxin.core.constraints import NotBefore, OneOf
from lianxin.core.fields import ListField, Reference, WordField, choices
from lianxin.people.models import Member, Organisation
from lianxin.records.models import Record

APPOINTMENT_KIND = ("人大代表", "政协委员", "协会理事", "社团班子", "工商联", "其他")
APPOINTMENT_LEVEL = ("国家", "省", "市", "区县", "乡镇")


class Appointment(Record):
    """A post that a member holds or held."""

    member = Reference(Member, "成员编号")
    position = WordField("职务")
    body = WordField("任职组织")
    kind = WordField("类别", choices=choices(APPOINTMENT_KIND))
    level = WordField("级别", choices=choices(APPOINTMENT_LEVEL))
    starts_on = models.DateField("任职日期")
    ends_on = models.DateField("卸任日期", null=True, blank=True)
    first_ever = models.BooleanField("首次突破", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        constraints = [
            models.UniqueConstraint(fields=["member", "position", "body", "starts_on"], name="%(class)s_key"),
            OneOf("kind", APPOINTMENT_KIND),
            OneOf("level", APPOINTMENT_LEVEL),
            NotBefore("ends_on", "starts_on"),
        ]

    def __str__(self) -> str:
        return str(self.member_id)


PROPOSAL_ADOPTED = ("采纳", "部分采纳", "留作参考", "不采纳")
PROPOSAL_RATING = ("满意", "基本满意", "不满意")


class Proposal(Record):
    """A member's proposal, routed to a unit and answered."""

    proposal_no = WordField("建议编号", unique=True)
    member = Reference(Member, "成员编号")
    title = WordField("标题")
    submitted_on = models.DateField("提出日期")
    lead_unit = Reference(Organisation, "主办单位", column="lead_unit", null=True)
    support_units = ListField("协办单位", ref="organisations")
    due_on = models.DateField("答复时限", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    adopted = WordField("采纳情况", choices=choices(PROPOSAL_ADOPTED), blank=True)
    rating = WordField("满意度", choices=choices(PROPOSAL_RATING), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "意见建议"
        constraints = [
            OneOf("adopted", PROPOSAL_ADOPTED, empty=True),
            OneOf("rating", PROPOSAL_RATING, empty=True),
            NotBefore("answered_on", "submitted_on"),
        ]

    def __str__(self) -> str:
        return str(self.proposal_no)

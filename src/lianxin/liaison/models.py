"""Tables of liaison: its record sheets, one model each."""

from django.db import models

from lianxin.core.constraints import NotBefore, OneOf
from lianxin.core.fields import ListField, PersonalField, Reference, WordField, choices
from lianxin.people.models import Member, Organisation
from lianxin.records.models import Record

OFFICER_ROLE = ("班子成员", "会长", "副会长", "干部")


class Officer(Record):
    """Somebody of the office who keeps contact with members."""

    officer_no = WordField("工号", unique=True)
    name = WordField("姓名")
    organisation = Reference(Organisation, "单位", column="organisation", null=True)
    role = WordField("职务类别", choices=choices(OFFICER_ROLE))

    class Meta:
        verbose_name = verbose_name_plural = "联系干部"
        constraints = [
            OneOf("role", OFFICER_ROLE),
        ]

    def __str__(self) -> str:
        return str(self.officer_no)


class Assignment(Record):
    """An officer paired with a member for a time."""

    officer = Reference(Officer, "工号")
    member = Reference(Member, "成员编号")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "结对联系"
        constraints = [
            models.UniqueConstraint(fields=["officer", "member", "starts_on"], name="%(class)s_key"),
            NotBefore("ends_on", "starts_on"),
        ]

    def __str__(self) -> str:
        return str(self.officer_id)


CONTACT_CHANNEL = ("走访", "电话", "微信", "座谈", "其他")


class Contact(Record):
    """One contact of an officer with a member, tried or reached."""

    contact_no = WordField("记录编号", unique=True)
    officer = Reference(Officer, "工号")
    member = Reference(Member, "成员编号")
    date = models.DateField("日期")
    channel = WordField("方式", choices=choices(CONTACT_CHANNEL))
    reached = models.BooleanField("是否联系上")
    summary = PersonalField("摘要", blank=True, default="", category="note")

    class Meta:
        verbose_name = verbose_name_plural = "联系记录"
        constraints = [
            OneOf("channel", CONTACT_CHANNEL),
        ]

    def __str__(self) -> str:
        return str(self.contact_no)


CASE_CATEGORY = ("办公场所", "仓储物流", "宣传推广", "资金信贷", "证照政策", "培训", "其他")
CASE_CONFIRMATION = ("已解决", "部分解决", "未解决")


class Case(Record):
    """What a member asked for; solved only when the member says so."""

    case_no = WordField("诉求编号", unique=True)
    member = Reference(Member, "成员编号")
    category = WordField("类别", choices=choices(CASE_CATEGORY))
    title = WordField("事项")
    opened_on = models.DateField("提出日期")
    lead_unit = Reference(Organisation, "承办单位", column="lead_unit", null=True)
    support_units = ListField("协办单位", ref="organisations")
    closed_on = models.DateField("办结日期", null=True, blank=True)
    outcome = WordField("办理结果", blank=True)
    confirmation = WordField("成员评价", choices=choices(CASE_CONFIRMATION), blank=True)
    confirmed_on = models.DateField("评价日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "服务诉求"
        constraints = [
            OneOf("category", CASE_CATEGORY),
            OneOf("confirmation", CASE_CONFIRMATION, empty=True),
            NotBefore("closed_on", "opened_on"),
            NotBefore("confirmed_on", "opened_on"),
        ]

    def __str__(self) -> str:
        return str(self.case_no)

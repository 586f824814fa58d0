"""Tables of goodworks: its record sheets, one model each."""

from django.db import models

from lianxin.core.constraints import NotBefore, OneOf, Within
from lianxin.core.fields import MoneyField, QuantityField, Reference, WordField, choices
from lianxin.people.models import Member, Organisation
from lianxin.records.models import Record

CAMPAIGN_KIND = ("抗洪救灾", "抗震救灾", "疫情防控", "助农", "助学", "志愿服务", "其他")


class Campaign(Record):
    """A campaign for the public good."""

    campaign_no = WordField("活动编号", unique=True)
    title = WordField("名称")
    kind = WordField("类别", choices=choices(CAMPAIGN_KIND))
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公益活动"
        constraints = [
            OneOf("kind", CAMPAIGN_KIND),
            NotBefore("ends_on", "starts_on"),
        ]

    def __str__(self) -> str:
        return str(self.campaign_no)


class Participation(Record):
    """A member's hours in a campaign on a day."""

    campaign = Reference(Campaign, "活动编号")
    member = Reference(Member, "成员编号")
    date = models.DateField("日期")
    hours = QuantityField("服务小时")

    class Meta:
        verbose_name = verbose_name_plural = "公益参与"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "member", "date"], name="%(class)s_key"),
            Within("hours"),
        ]

    def __str__(self) -> str:
        return str(self.campaign_id)


DONATION_KIND = ("现金", "物资")


class Donation(Record):
    """A donation in cash or kind."""

    donation_no = WordField("捐赠编号", unique=True)
    campaign = Reference(Campaign, "活动编号", null=True)
    member = Reference(Member, "成员编号", null=True)
    organisation = Reference(Organisation, "捐赠单位", column="organisation", null=True)
    kind = WordField("类型", choices=choices(DONATION_KIND))
    amount = MoneyField("金额")
    donated_on = models.DateField("捐赠日期")
    receipt_no = WordField("票据号", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "捐赠"
        constraints = [
            OneOf("kind", DONATION_KIND),
            Within("amount"),
        ]

    def __str__(self) -> str:
        return str(self.donation_no)


HONOUR_LEVEL = ("国家", "省", "市", "区县", "乡镇")


class Honour(Record):
    """An honour awarded to a member."""

    member = Reference(Member, "成员编号")
    title = WordField("荣誉名称")
    awarder = WordField("颁发单位")
    level = WordField("级别", choices=choices(HONOUR_LEVEL))
    awarded_on = models.DateField("颁发日期")

    class Meta:
        verbose_name = verbose_name_plural = "荣誉"
        constraints = [
            models.UniqueConstraint(fields=["member", "title", "awarded_on"], name="%(class)s_key"),
            OneOf("level", HONOUR_LEVEL),
        ]

    def __str__(self) -> str:
        return str(self.member_id)


class Mentorship(Record):
    """A member teaching another."""

    mentor = Reference(Member, "带教人编号", column="mentor_no")
    mentee = Reference(Member, "学员编号", column="mentee_no")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "传帮带"
        constraints = [
            models.UniqueConstraint(fields=["mentor", "mentee", "starts_on"], name="%(class)s_key"),
            NotBefore("ends_on", "starts_on"),
        ]

    def __str__(self) -> str:
        return str(self.mentor_id)


WORK_TOPIC = ("公共安全", "疫情防控", "教育医疗", "孝老敬亲", "文明乡风", "助农推介", "文化旅游", "其他")


class Work(Record):
    """A published work."""

    work_no = WordField("作品编号", unique=True)
    member = Reference(Member, "成员编号")
    platform = WordField("平台")
    title = WordField("标题")
    topic = WordField("主题", choices=choices(WORK_TOPIC))
    published_on = models.DateField("发布日期")
    url = WordField("链接", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "作品"
        constraints = [
            OneOf("topic", WORK_TOPIC),
        ]

    def __str__(self) -> str:
        return str(self.work_no)


class WorkStat(Record):
    """Dated counts of a work."""

    work = Reference(Work, "作品编号")
    as_of = models.DateField("统计日期")
    views = models.BigIntegerField("播放量")
    likes = models.BigIntegerField("点赞量", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "作品数据"
        constraints = [
            models.UniqueConstraint(fields=["work", "as_of"], name="%(class)s_key"),
            Within("views"),
            Within("likes"),
        ]

    def __str__(self) -> str:
        return str(self.work_id)

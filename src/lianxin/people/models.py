"""Tables of people: its record sheets, one model each."""

from django.conf import settings
from django.db import models

from lianxin.core.constraints import NotBefore, OneOf, Within
from lianxin.core.fields import PersonalField, Reference, WordField, choices
from lianxin.records.models import Record

ORGANISATION_KIND = (
    "成员单位",
    "网络企业",
    "合作社",
    "家庭农场",
    "协会",
    "媒体",
    "院校",
    "培训机构",
    "企业",
    "其他",
)


class Organisation(Record):
    """A body that takes part: member unit, network company, cooperative, school."""

    name = WordField("单位名称", unique=True)
    kind = WordField("单位类别", choices=choices(ORGANISATION_KIND))
    uscc = WordField("统一社会信用代码", blank=True)
    town = WordField("所在乡镇", blank=True)
    contact = PersonalField("联系人", blank=True, default="", category="contact")
    phone = PersonalField("联系电话", blank=True, default="", category="phone")
    joined_on = models.DateField("加入日期", null=True, blank=True)
    left_on = models.DateField("退出日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        constraints = [
            OneOf("kind", ORGANISATION_KIND),
            NotBefore("left_on", "joined_on"),
        ]

    def __str__(self) -> str:
        return str(self.name)


MEMBER_KIND = ("主播", "短视频创作者", "电商经营者", "网络技术", "写作", "其他")


class Member(Record):
    """A creator or seller whom the office supports."""

    member_no = WordField("成员编号", unique=True)
    name = PersonalField("姓名", category="name")
    stage_name = WordField("网名", blank=True)
    kind = WordField("成员类别", choices=choices(MEMBER_KIND))
    industry = WordField("行业", blank=True)
    town = WordField("所在乡镇", blank=True)
    organisation = Reference(Organisation, "所在单位", column="organisation", null=True)
    phone = PersonalField("手机号", blank=True, default="", category="phone")
    joined_on = models.DateField("加入日期")
    left_on = models.DateField("退出日期", null=True, blank=True)
    focus = models.BooleanField("重点联系")

    class Meta:
        verbose_name = verbose_name_plural = "成员"
        constraints = [
            OneOf("kind", MEMBER_KIND),
            NotBefore("left_on", "joined_on"),
        ]

    def __str__(self) -> str:
        return str(self.member_no)


ACCOUNT_PLATFORM = (
    "抖音",
    "快手",
    "视频号",
    "淘宝",
    "拼多多",
    "京东",
    "小红书",
    "西瓜视频",
    "微博",
    "哔哩哔哩",
    "其他",
)


class Account(Record):
    """A member's account on a platform, with dated follower and like counts."""

    member = Reference(Member, "成员编号")
    platform = WordField("平台", choices=choices(ACCOUNT_PLATFORM))
    account_id = WordField("账号ID")
    nickname = WordField("昵称")
    followers = models.BigIntegerField("粉丝数", null=True, blank=True)
    likes = models.BigIntegerField("获赞数", null=True, blank=True)
    as_of = models.DateField("统计日期")

    class Meta:
        verbose_name = verbose_name_plural = "平台账号"
        constraints = [
            models.UniqueConstraint(fields=["platform", "account_id", "as_of"], name="%(class)s_key"),
            OneOf("platform", ACCOUNT_PLATFORM),
            Within("followers"),
            Within("likes"),
        ]

    def __str__(self) -> str:
        return str(self.platform)


class Alias(models.Model):
    """A number under which a member stood until two records of the same person became one."""

    old_no = models.TextField(primary_key=True)
    member_no = models.TextField(db_index=True)

    def __str__(self) -> str:
        return self.old_no


class Merge(models.Model):
    """Two records of one person made one: which went, which stayed, and whether it was undone.

    `changes` are ids of `records.models.Change` rows; `users` and `aliases` were moved beside the sheets.
    """

    gone_no = models.TextField()
    kept_no = models.TextField()
    at = models.DateTimeField()  # also `entered_at` of the rows it changed
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changes = models.JSONField(default=list)
    users = models.JSONField(default=list)
    aliases = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.gone_no} → {self.kept_no}"


class Distinct(models.Model):
    """Two members who look alike and are not the same; the smaller number first."""

    first_no = models.TextField()
    second_no = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first_no", "second_no"], name="distinct_key")]

    def __str__(self) -> str:
        return f"{self.first_no} ≠ {self.second_no}"


class Renaming(models.Model):
    """A place or industry that was called by another word everywhere; `changes` as in Merge."""

    column = models.TextField()
    within = models.TextField(blank=True, default="")  # the town of a village
    old = models.TextField()
    new = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changes = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

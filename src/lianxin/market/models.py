"""Tables of market: its record sheets, one model each."""

from django.db import models

from lianxin.core.constraints import NotBefore, OneOf, Within
from lianxin.core.fields import MoneyField, QuantityField, Reference, WordField, choices
from lianxin.people.models import Member, Organisation
from lianxin.records.models import Record
from lianxin.spaces.models import Studio


class Outlet(Record):
    """A rural e-commerce outlet."""

    outlet_no = WordField("网点编号", unique=True)
    name = WordField("名称")
    operator = Reference(Organisation, "运营单位", column="operator", null=True)
    town = WordField("乡镇")
    village = WordField("村", blank=True)
    opened_on = models.DateField("启用日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "农村电商网点"
        constraints = [
            NotBefore("closed_on", "opened_on"),
        ]

    def __str__(self) -> str:
        return str(self.outlet_no)


PRODUCT_CERTIFICATION = ("地理标志", "绿色食品", "有机", "无")


class Product(Record):
    """A farm product with its season."""

    product_no = WordField("产品编号", unique=True)
    name = WordField("名称")
    category = WordField("品类")
    producer = Reference(Organisation, "供货单位", column="producer")
    season = WordField("上市月份", blank=True, help_text="3-5 or 11-2")
    unit = WordField("计量单位", blank=True)
    certification = WordField("认证", choices=choices(PRODUCT_CERTIFICATION), blank=True)
    listed_on = models.DateField("上线日期")
    delisted_on = models.DateField("下线日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "产品"
        constraints = [
            OneOf("certification", PRODUCT_CERTIFICATION, empty=True),
            NotBefore("delisted_on", "listed_on"),
        ]

    def __str__(self) -> str:
        return str(self.product_no)


class Listing(Record):
    """An item on a platform that sells a product."""

    platform = WordField("平台")
    item_id = WordField("商品ID")
    product = Reference(Product, "产品编号")
    title = WordField("商品标题", blank=True)
    member = Reference(Member, "店铺所属成员", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "上架商品"
        constraints = [
            models.UniqueConstraint(fields=["platform", "item_id"], name="%(class)s_key"),
        ]

    def __str__(self) -> str:
        return str(self.platform)


class Contract(Record):
    """Contract farming, from promise to payment."""

    contract_no = WordField("合同编号", unique=True)
    producer = Reference(Organisation, "种植方", column="producer")
    buyer = Reference(Organisation, "收购方", column="buyer", null=True)
    product = Reference(Product, "产品编号")
    area_mu = QuantityField("面积亩")
    quantity = QuantityField("约定数量", null=True, blank=True)
    floor_price = MoneyField("保底单价", null=True, blank=True)
    delivered = QuantityField("已交付数量", null=True, blank=True)
    paid = MoneyField("已付款", null=True, blank=True)
    signed_on = models.DateField("签订日期")
    ends_on = models.DateField("到期日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "订单农业"
        constraints = [
            Within("area_mu"),
            Within("quantity"),
            Within("floor_price"),
            Within("delivered"),
            Within("paid"),
            NotBefore("ends_on", "signed_on"),
        ]

    def __str__(self) -> str:
        return str(self.contract_no)


class Investment(Record):
    """An investment project and the jobs it brought."""

    project_no = WordField("项目编号", unique=True)
    title = WordField("项目名称")
    member = Reference(Member, "成员编号", null=True)
    organisation = Reference(Organisation, "投资单位", column="organisation", null=True)
    town = WordField("所在乡镇", blank=True)
    amount = MoneyField("投资额")
    jobs = models.BigIntegerField("带动就业", null=True, blank=True)
    signed_on = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "投资项目"
        constraints = [
            Within("amount"),
            Within("jobs"),
        ]

    def __str__(self) -> str:
        return str(self.project_no)


class LiveSession(Record):
    """A live session that sells."""

    session_no = WordField("场次编号", unique=True)
    member = Reference(Member, "成员编号")
    platform = WordField("平台")
    studio = Reference(Studio, "直播间编号", null=True)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    viewers = models.BigIntegerField("观看人数", null=True, blank=True)
    reported_amount = MoneyField("平台显示成交额", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "直播场次"
        constraints = [
            Within("viewers"),
            Within("reported_amount"),
            NotBefore("ends_at", "starts_at", strict=True),
        ]

    def __str__(self) -> str:
        return str(self.session_no)


class LiveItem(Record):
    """A product shown in a live session."""

    session = Reference(LiveSession, "场次编号")
    product = Reference(Product, "产品编号")

    class Meta:
        verbose_name = verbose_name_plural = "直播商品"
        constraints = [
            models.UniqueConstraint(fields=["session", "product"], name="%(class)s_key"),
        ]

    def __str__(self) -> str:
        return str(self.session_id)


class Ranking(Record):
    """An item's place on a published list on a day."""

    list = WordField("榜单名称")
    date = models.DateField("日期")
    platform = WordField("平台")
    item_id = WordField("商品ID")
    rank = models.BigIntegerField("名次")

    class Meta:
        verbose_name = verbose_name_plural = "榜单"
        constraints = [
            models.UniqueConstraint(fields=["list", "date", "platform", "item_id"], name="%(class)s_key"),
            Within("rank"),
        ]

    def __str__(self) -> str:
        return str(self.list)

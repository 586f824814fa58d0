"""Files that look like orders but are not: told apart by name, so that they are never misread."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownFile:
    """`what` is the file's own name at the platform; `reason` a code whose words say why it is not
    imported."""

    name: str
    what: str
    required: frozenset[str]
    reason: str = "known_file"


def _known(name: str, what: str, *required: str, reason: str = "known_file") -> KnownFile:
    return KnownFile(name, what, frozenset(required), reason)


KNOWN = (
    _known("douyin-settlement", "抖店结算单", "子订单号", "结算金额", "结算单类型"),
    _known("douyin-funds", "抖店资金流水", "动账时间", "动账方向", "动账金额"),
    _known("douyin-alliance", "精选联盟佣金订单明细", "订单id", "作者账号", "佣金率"),
    _known("douyin-merchant-leader", "招商（团长）订单明细", "订单id", "出单机构", "服务费率"),
    _known("kuaishou-settlement", "快手小店结算单", "商家ID", "订单号", "实际结算金额(元)"),
    _known("kuaishou-ledger", "快手小店账务流水", "账务流水号", "关联业务单号", "入账时间"),
    _known("kuaishou-live", "快手直播数据", "开播时间", "直播观众数", "在线人数峰值"),
    _known("wechat-funds", "视频号小店资金流水", "流水单号", "记账时间", "关联订单号"),
    _known("wechat-live", "视频号直播数据", "开播时间", "开播时长", "最高在线"),
    _known(
        "taobao-items-legacy",
        "旧版淘宝宝贝报表（10列）",
        "订单编号", "标题", "购买数量", "外部系统编号",
        reason="taobao_items_without_ids",
    ),
    _known("taobao-taoke", "淘宝客成交订单", "淘宝父订单编号", "淘宝子订单编号"),
    _known("taobao-institution", "淘宝达人/机构佣金明细", "淘宝子编号", "淘宝主编号"),
    _known("pdd-duoduojinbao", "多多进宝推手订单", "订单编号", "推广位名称", "佣金比例"),
    _known("pdd-ledger", "拼多多账务流水", "商户订单号", "发生时间", "账务类型"),
    _known("jd-settlement", "京东结算单", "订单编号", "费用名称", "应结金额"),
    _known("xhs-settlement", "小红书结算单", "订单号", "动账金额", "计佣基数"),
    _known("xhs-notes", "小红书笔记列表", "笔记标题", "首次发布时间"),
)  # fmt: skip

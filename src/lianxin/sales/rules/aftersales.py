"""Aftersale files: which line was refunded, and how much."""

from collections.abc import Mapping
from dataclasses import dataclass

from lianxin.sales.rules.formats import refund_succeeded, status_key


@dataclass(frozen=True)
class AftersaleFormat:
    """`columns` names the headers of aftersale_id, line_id, status and refund_amount; the first present
    is read."""

    name: str
    kind: str
    platform: str
    required: frozenset[str]
    columns: Mapping[str, tuple[str, ...]]
    needed: frozenset[str] = frozenset({"aftersale_id", "line_id", "status", "refund_amount"})

    @property
    def headers(self) -> frozenset[str]:
        return self.required | {header for names in self.columns.values() for header in names}


def succeeded(word: str) -> bool:
    """Whether an aftersale with this status ended in a refund."""
    return refund_succeeded(status_key(word))


DOUYIN = AftersaleFormat(
    name="douyin-aftersales",
    kind="aftersale:douyin",
    platform="抖音",
    required=frozenset({"售后单号", "商品单号"}),
    columns={
        "aftersale_id": ("售后单号",),
        "line_id": ("商品单号",),
        "status": ("售后状态",),
        "refund_amount": ("退商品金额(元)", "退商品金额"),
    },
)
KUAISHOU = AftersaleFormat(
    name="kuaishou-aftersales",
    kind="aftersale:kuaishou",
    platform="快手",
    required=frozenset({"售后单号", "订单编号"}),
    columns={
        "aftersale_id": ("售后单号",),
        "line_id": ("订单编号",),
        "status": ("售后状态",),
        "refund_amount": ("退款金额",),
    },
)
AFTERSALES = (DOUYIN, KUAISHOU)

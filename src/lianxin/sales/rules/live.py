"""Live session tables of Douyin: the shop's (with the host's name) and the creator's own (without)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

_DURATION = re.compile(r"(?:(\d+)天)?(?:(\d+)小时)?(?:(\d+)分(?:钟)?)?(?:(\d+)秒)?")


@dataclass(frozen=True)
class LiveFormat:
    """`columns` names the headers of session, host, account, starts_at, ends_at, duration, viewers and
    amount."""

    name: str
    kind: str
    platform: str
    required: frozenset[str]
    columns: Mapping[str, tuple[str, ...]]
    needed: frozenset[str]
    names_host: bool

    @property
    def headers(self) -> frozenset[str]:
        return self.required | {header for names in self.columns.values() for header in names}


SHOP = LiveFormat(
    name="douyin-live-shop",
    kind="live:douyin",
    platform="抖音",
    required=frozenset({"主播昵称", "直播开始时间", "直播结束时间"}),
    columns={
        "host": ("主播昵称",),
        "account": ("主播抖音号",),
        "starts_at": ("直播开始时间",),
        "ends_at": ("直播结束时间",),
        "viewers": ("直播间观看人数",),
        "amount": ("直播间成交金额",),
    },
    needed=frozenset({"starts_at", "ends_at"}),
    names_host=True,
)
CREATOR = LiveFormat(
    name="douyin-live-creator",
    kind="live:douyin",
    platform="抖音",
    required=frozenset({"直播ID", "开播时间", "直播时长"}),
    columns={
        "session": ("直播ID",),
        "starts_at": ("开播时间",),
        "duration": ("直播时长",),
        "viewers": ("直播间观看人数",),
        "amount": ("直播间成交金额",),
    },
    needed=frozenset({"session", "starts_at", "duration"}),
    names_host=False,
)
LIVE = (SHOP, CREATOR)


def duration(text: str) -> timedelta | None:
    """1小时21分5秒, 45分, 01:21:05; None for anything else."""
    if re.fullmatch(r"\d+:\d{2}:\d{2}", text):
        hours, minutes, seconds = (int(part) for part in text.split(":"))
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    match = _DURATION.fullmatch(text)
    if not match or not match.group(0):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def session_no(platform: str, session: str, account: str, starts_at: datetime) -> str:
    """The platform's own number where the table has one; else the account and the minute the session
    began."""
    return f"{platform}-{session}" if session else f"{platform}-{account}-{starts_at:%Y%m%d%H%M}"

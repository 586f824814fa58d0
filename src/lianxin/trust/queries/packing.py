"""A person's data as a zip: json for machines, and one page of html that opens anywhere."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

_WORDS = {
    "looks": "谁查看过",
    "figures": "计入您名下的数字",
    "at": "时间",
    "by": "操作人",
    "batch": "导入批次",
    "before": "变更前",
    "after": "变更后",
    "record": "记录",
    "_id": "记录",
    "_from": "来源",
    "_entered_at": "录入时间",
    "purpose": "用途",
    "version": "告知书版本",
    "notice": "告知书",
    "given_at": "同意时间",
    "how": "方式",
    "paper_no": "纸质编号",
    "withdrawn_at": "撤回时间",
    "no": "编号",
    "kind": "类型",
    "text": "内容",
    "wanted": "希望改为",
    "state": "状态",
    "outcome": "结果",
    "due_on": "答复期限",
    "opened_at": "提出时间",
    "entry": "查看记录编号",
    "steps": "办理过程",
    "what": "事项",
    "username": "用户名",
    "display_name": "显示名",
    "email": "邮箱",
    "phone": "手机号",
    "date_joined": "开通时间",
    "last_login": "最近登录",
    "is_active": "是否可用",
    "ip": "网络地址",
    "user_agent": "浏览器",
    "created_at": "开始",
    "last_seen_at": "最近使用",
    "gone_no": "原编号",
    "undone_at": "撤销时间",
    "file": "文件",
    "sheet": "工作表",
    "row": "行",
    "seq": "编号",
    "person": "谁",
    "role": "身份",
    "unit": "单位",
    "why": "为什么",
    "kinds": "看了什么",
    "times": "次数",
    "figure": "指标",
    "year": "年份",
    "value": "数值",
}


@dataclass(frozen=True)
class Part:
    """One kind of data: `rows` of plain values; `zh` its name, `columns` what a sheet calls its columns."""

    name: str
    rows: list[dict[str, Any]]
    zh: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


def pack(member_no: str, parts: list[Part], made_at: datetime) -> bytes:
    document = {"member_no": member_no, "made_at": made_at} | {part.name: part.rows for part in parts}
    pages = {
        "everything.json": json.dumps(document, ensure_ascii=False, indent=1, default=_json),
        "everything.html": render_to_string(
            "trust/export.html",
            {"member_no": member_no, "made_at": made_at, "tables": [_table(part) for part in parts]},
        ),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in pages.items():
            archive.writestr(name, text)
    return target.getvalue()


def _table(part: Part) -> dict[str, Any]:
    names = list(dict.fromkeys(name for row in part.rows for name in row))
    return {
        "zh": part.zh or _WORDS.get(part.name, part.name),
        "head": [_word(name, part.columns) for name in names],
        "rows": [[_said(row.get(name), part.columns) for name in names] for row in part.rows],
    }


def _word(name: str, columns: Mapping[str, str]) -> str:
    return columns.get(name) or _WORDS.get(name, name)


def _said(value: Any, columns: Mapping[str, str]) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"
    if isinstance(value, dict):
        return "；".join(
            f"{_word(n, columns)}：{_said(v, columns)}" for n, v in value.items() if v not in ("", None)
        )
    if isinstance(value, list | tuple):
        return "、".join(_said(item, columns) for item in value)
    return str(value)


def _json(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat() if timezone.is_aware(value) else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return str(value)

"""Three people, with a row of each in all sheets: one's own, one of the same unit, one stranger.

Variants: `own` is paired with the officer, belongs to the unit and is the member who looks; `same` belongs
to the unit only; `other` to another. Rows that are about no person belong to the variants' units.
"""

import csv
from pathlib import Path
from typing import Any

from lianxin.core.sheets import Column, Sheet, sheets

VARIANTS = ("own", "same", "other")
UNITS = {"own": "南塘单位", "same": "南塘单位", "other": "北坡合作社"}
NUMBERS = {"own": "KN7701", "same": "KN7702", "other": "KN7703"}
NAMES = {"own": "柯南乙", "same": "鹿鸣丁", "other": "闵北戊"}
PHONES = {"own": "13977010001", "same": "13977010002", "other": "13977010003"}
ATTENDEES = {"own": "艾签到甲", "same": "艾签到乙", "other": "艾签到丙"}
NOTES = {"own": "库房漏雨甲记", "same": "库房漏雨乙记", "other": "库房漏雨丙记"}
#: Somebody at a course who is in no register.
GUEST = "路客无名氏"
CONTACTS = {"own": "屈联系甲", "other": "屈联系乙"}
UNIT_PHONES = {"own": "08303210001", "other": "08303210002"}
#: A buyer, whose columns the parser drops.
BUYER = ("买手缥缈人", "13887650009", "翠屏胡同七十二号")

_LATER = ("ends_at", "closed", "confirmed", "answered", "due", "done")
#: Optional columns that say that something is over.
_EMPTY = {"left_on", "ends_on", "delisted_on", "revoked_on", "reason", "expires_on", "season", "closed_on"}


def write_files(folder: Path) -> Path:
    """A csv file for each sheet, and one of orders; the folder to import."""
    folder.mkdir(parents=True)
    for sheet in sheets():
        with (folder / f"{sheet.zh}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([c.zh for c in sheet.columns])
            writer.writerows(rows_of(sheet))
    (folder / "抖音订单.csv").write_text(_orders(), "gb18030")
    return folder


def rows_of(sheet: Sheet) -> list[list[str]]:
    wanted = [v for v in VARIANTS if not (sheet.name == "organisations" and v == "same")]
    rows = [[cell(sheet, column, variant) for column in sheet.columns] for variant in wanted]
    if sheet.name == "attendances":
        guest = dict(zip([c.name for c in sheet.columns], rows[0], strict=True))
        rows.append([*(guest | {"attendee": GUEST, "member_no": ""}).values()])
    return rows


def cell(sheet: Sheet, column: Column, variant: str) -> str:
    fixed = _fixed(sheet.name, column.name, variant)
    if fixed is not None:
        return fixed
    if column.ref:
        return key_of(column.ref, variant)
    if column.choices:
        return column.choices[0]
    if column.name in _EMPTY and not column.required and sheet.name != "cases":
        return ""
    number = VARIANTS.index(variant) + 1
    day = f"2021-{8 if column.name.startswith(_LATER) else 3:02d}-{number:02d}"
    return {
        "text": f"{sheet.zh}{column.zh}{variant}",
        "list": f"{column.zh}{variant}",
        "date": day,
        "datetime": f"2021-03-{number:02d} {'11' if column.name == 'ends_at' else '09'}:30:00",
        "bool": "是",
        "percent": str(number),
    }.get(column.type, str(number))


def key_of(sheet: str, variant: str) -> str:
    """What names a row of the sheet in others."""
    return {
        "organisations": UNITS[variant],
        "members": NUMBERS[variant],
        "bases": f"基地{variant}",
    }.get(sheet, f"{sheet}-{variant}")


def _fixed(sheet: str, column: str, variant: str) -> str | None:
    if column in _KEYS.get(sheet, ()):
        return key_of(sheet, variant)
    values: dict[tuple[str, str], Any] = {
        ("members", "name"): NAMES,
        ("members", "phone"): PHONES,
        ("organisations", "contact"): CONTACTS,
        ("organisations", "phone"): UNIT_PHONES,
        ("attendances", "attendee"): ATTENDEES,
        ("certificates", "attendee"): ATTENDEES,
        ("contacts", "summary"): NOTES,
    }
    if (sheet, column) in values:
        return str(values[sheet, column][variant])
    if column == "opens":
        return "09:00-24:00"
    if column == "platform":
        return "抖音"
    if column == "item_id":
        return f"36900000000000000{VARIANTS.index(variant)}"
    return None


_KEYS = {
    "organisations": ("name",),
    "members": ("member_no",),
    "officers": ("officer_no",),
    "contacts": ("contact_no",),
    "cases": ("case_no",),
    "meetings": ("meeting_no",),
    "measures": ("measure_no",),
    "events": ("event_no",),
    "certificates": ("cert_no",),
    "bases": ("name",),
    "studios": ("studio_no",),
    "bookings": ("booking_no",),
    "proposals": ("proposal_no",),
    "campaigns": ("campaign_no",),
    "donations": ("donation_no",),
    "works": ("work_no",),
    "outlets": ("outlet_no",),
    "products": ("product_no",),
    "contracts": ("contract_no",),
    "investments": ("project_no",),
    "live_sessions": ("session_no",),
    "questions": ("question_no",),
}


def _orders() -> str:
    header = ["主订单编号", "子订单编号", "选购商品", "商品规格", "商品数量", "商品ID", "订单应付金额",
              "省", "市", "订单提交时间", "订单完成时间", "支付完成时间", "订单状态", "达人ID", "达人昵称",
              "收件人", "收件人手机号", "详细地址", "买家留言"]  # fmt: skip
    lines = [",".join(header)]
    for n, variant in enumerate(VARIANTS):
        at = f"2021-03-0{n + 1} 10:00:00"
        nickname = cell(_sheet("accounts"), _sheet("accounts").column("nickname"), variant)
        values = [f"69{n}", f"69{n}", "橙子", "5斤", "1", f"36900000000000000{n}", "88.00", "四川省",
                  "泸州市", at, at, at, "已完成", f"77{n}", nickname, BUYER[0], BUYER[1], BUYER[2],
                  BUYER[2]]  # fmt: skip
        lines.append(",".join(values))
    return "\n".join(lines) + "\n"


def _sheet(name: str) -> Sheet:
    return next(s for s in sheets() if s.name == name)

"""Mapping files: how a user describes an order export that is not built in (`orders:generic`).

platform = "微店"
date_format = "%Y-%m-%d %H:%M:%S"     # optional: the usual forms are read without
grain = "line"                        # optional: "order" when a row is a whole order

[columns]                             # part = header, or a list of headers that make up line_id together
order_id = "订单编号"
line_id = ["订单编号", "商品编码"]
status = "订单状态"
paid_at = "付款时间"
paid_amount = "实付金额"

[status]                              # status = words
unpaid = ["待付款"]
paid = ["待发货"]
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lianxin.sales.rules.formats import STATUSES, OrderFormat, Refund, status_key

PARTS = (
    "order_id", "line_id", "ordered_at", "paid_at", "status", "item_id", "item_title", "spec", "quantity",
    "paid_amount", "refund_amount", "creator_id", "creator_name", "carrier", "province", "city", "shop",
)  # fmt: skip
NEEDED = ("order_id", "paid_at", "status", "paid_amount")
_KEYS = ("platform", "date_format", "grain", "columns", "status")
_DIRECTIVE = re.compile(r"%(.?)")
_DIRECTIVES = frozenset("YymdHMSfp%IbBj")


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a mapping file: `where` is the key, `code` has words in core.messages."""

    where: str
    code: str
    value: str = ""


class MappingError(ValueError):
    """A mapping file that cannot be used; `.faults` lists all that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.where}: {fault.code} {fault.value}".strip() for fault in faults))
        self.faults = faults


def read_mapping(text: str) -> OrderFormat:
    """The format that a mapping file describes. Raises MappingError."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError([Fault("", "mapping_not_toml", str(error))]) from error
    faults = list(_faults(given))
    if faults:
        raise MappingError(faults)
    return _format(given)


def _faults(given: Mapping[str, Any]) -> Iterator[Fault]:
    yield from (Fault(key, "mapping_unknown_key") for key in given if key not in _KEYS)
    if not isinstance(given.get("platform"), str) or not given["platform"].strip():
        yield Fault("platform", "mapping_missing")
    yield from _date_faults(given.get("date_format", ""))
    if given.get("grain", "line") not in ("line", "order"):
        yield Fault("grain", "mapping_grain", str(given["grain"]))
    yield from _column_faults(given.get("columns"))
    yield from _status_faults(given.get("status"))


def _date_faults(form: object) -> Iterator[Fault]:
    if not isinstance(form, str):
        yield Fault("date_format", "mapping_not_text", str(form))
        return
    if not form:
        return
    directives = _DIRECTIVE.findall(form)
    if any(letter not in _DIRECTIVES for letter in directives):
        yield Fault("date_format", "mapping_date_format", form)
        return
    sample = datetime(2021, 11, 23, 21, 45, 56)  # noqa: DTZ001
    try:
        back = datetime.strptime(sample.strftime(form), form)  # noqa: DTZ007
    except ValueError:
        yield Fault("date_format", "mapping_date_format", form)
        return
    if back.date() != sample.date():  # a form that does not say the year, the month and the day
        yield Fault("date_format", "mapping_date_format", form)


def _column_faults(columns: object) -> Iterator[Fault]:
    if not isinstance(columns, dict):
        yield Fault("columns", "mapping_missing")
        return
    yield from (Fault(f"columns.{part}", "mapping_missing") for part in NEEDED if not columns.get(part))
    for part, header in columns.items():
        if part not in PARTS:
            yield Fault(f"columns.{part}", "mapping_unknown_key")
        elif not _is_header(header) and not (part == "line_id" and _is_headers(header)):
            yield Fault(f"columns.{part}", "mapping_not_text", str(header))


def _status_faults(statuses: object) -> Iterator[Fault]:
    if not isinstance(statuses, dict) or not statuses:
        yield Fault("status", "mapping_missing")
        return
    seen: dict[str, str] = {}
    for status, listed in statuses.items():
        if status not in STATUSES:
            yield Fault(f"status.{status}", "mapping_unknown_status")
        elif not _is_headers(listed):
            yield Fault(f"status.{status}", "mapping_not_words", str(listed))
        else:
            for word in listed:
                if seen.setdefault(status_key(word), status) != status:
                    yield Fault(f"status.{status}", "mapping_word_twice", word)


def _is_header(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_headers(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_header(header) for header in value)


def _format(given: Mapping[str, Any]) -> OrderFormat:
    columns: dict[str, tuple[str, ...]] = {
        part: (header,) for part, header in given["columns"].items() if isinstance(header, str)
    }
    line_id = given["columns"].get("line_id", columns["order_id"][0])
    key = [line_id] if isinstance(line_id, str) else line_id
    parts = {f"key{number}": (header,) for number, header in enumerate(key)}
    creator = ("creator_id", "creator_name")
    return OrderFormat(
        name="generic",
        kind="orders:generic",
        platform=given["platform"].strip(),
        required=frozenset(header for part in NEEDED for header in columns[part]) | frozenset(key),
        columns={**columns, **parts},
        statuses={status_key(word): status for status, listed in given["status"].items() for word in listed},
        key=tuple(parts),
        needed=frozenset(NEEDED) | frozenset(parts),
        refund=Refund.AMOUNT if "refund_amount" in columns else Refund.UNKNOWN,
        creators=(creator,) if any(part in columns for part in creator) else (),
        grain=given.get("grain", "line"),
        day_format=given.get("date_format", ""),
    )

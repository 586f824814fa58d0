"""Every kind of file that sales can import, in one list."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from lianxin.core.messages import message
from lianxin.records.rules import ImportKind, Refused
from lianxin.sales.actions.aftersales import AftersaleKind
from lianxin.sales.actions.known import KnownKind
from lianxin.sales.actions.live import LiveKind
from lianxin.sales.actions.orders import OrderKind
from lianxin.sales.rules import ORDER_FORMATS
from lianxin.sales.rules.aftersales import AFTERSALES
from lianxin.sales.rules.formats import OrderFormat
from lianxin.sales.rules.known import KNOWN
from lianxin.sales.rules.mapping import Fault, MappingError, read_mapping

GENERIC = "orders:generic"


def _built_in(kind: str, mapping: Path | None) -> tuple[OrderFormat, ...]:
    return tuple(form for form in ORDER_FORMATS if form.kind == kind)


def _mapped(mapping: Path | None) -> tuple[OrderFormat, ...]:
    """The format a mapping file describes; none without one. Raises Refused with all its faults."""
    if mapping is None:
        return ()
    try:
        return (read_mapping(mapping.read_text("utf-8-sig")),)
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("mapping_unreadable", file=mapping.name) from error
    except MappingError as error:
        faults = [_written_out(fault) for fault in error.faults]
        raise Refused("bad_mapping", file=mapping.name, faults=faults) from error


def _written_out(fault: Fault) -> str:
    words = message(fault.code, {"value": fault.value})
    return f"{fault.where}: {words}" if fault.where else words


KINDS: tuple[ImportKind, ...] = (
    *(
        OrderKind(kind, partial(_built_in, kind))
        for kind in dict.fromkeys(form.kind for form in ORDER_FORMATS)
    ),
    OrderKind(GENERIC, _mapped),
    *(AftersaleKind(form) for form in AFTERSALES),
    LiveKind(),
    *(KnownKind(known) for known in KNOWN),
)

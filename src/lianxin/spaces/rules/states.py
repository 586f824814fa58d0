"""What a slot is shown as."""

SHOWN = ("booked", "asked", "offered", "used", "missed", "cancelled", "taken")

_BY_STATUS = {"已预约": "booked", "已使用": "used", "未到": "missed", "取消": "cancelled"}


def shown_as(status: str, hold: str = "firm") -> str:
    """One of SHOWN but "taken", which is what those see who may see no more."""
    if status == "已预约" and hold in ("asked", "offered"):
        return hold
    return _BY_STATUS[status]

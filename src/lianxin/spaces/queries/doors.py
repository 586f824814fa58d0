"""The code at a studio's door. It names the studio, is signed, and dies when a new one is printed."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

from lianxin.spaces.models import Studio, StudioNote

_SALT = "lianxin.spaces.door"


def token_of(studio_no: str) -> str:
    """What the QR code at the door holds, after the address. Raises Studio.DoesNotExist."""
    pk = Studio.unscoped.values_list("pk", flat=True).get(studio_no=studio_no)
    return Signer(salt=_SALT).sign(f"{pk}.{_version(pk)}")


def studio_of(token: str) -> str | None:
    """The studio at whose door it hangs; None for a made-up or replaced one."""
    try:
        pk, version = Signer(salt=_SALT).unsign(token).split(".")
    except (BadSignature, ValueError):
        return None
    if int(version) != _version(int(pk)):
        return None
    found: str | None = Studio.unscoped.filter(pk=pk).values_list("studio_no", flat=True).first()
    return found


def _version(pk: int) -> int:
    note = StudioNote.objects.filter(studio=pk).first()
    return note.door_version if note else 1

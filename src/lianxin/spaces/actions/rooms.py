"""Studios as those who keep them set them up: hours, closures, terms, words, photos, groups, door codes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from lianxin.accounts.models import User
from lianxin.core.writing import in_turn
from lianxin.spaces import models, rules
from lianxin.spaces.access import may_keep
from lianxin.spaces.actions.booking import span_of
from lianxin.spaces.queries import known
from lianxin.spaces.queries.plans import Slot, slots_between


@dataclass(frozen=True)
class Closed:
    """A new closure, and the bookings that lie in it: each is for somebody to move or cancel."""

    closure: models.Closure
    clashing: tuple[Slot, ...]


def close(
    *,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    actor: User,
    base: str = "",
    studio_no: str = "",
    kind: str = "other",
) -> Closed:
    """A studio, a base, or with neither every base. Bookings stay; nobody can book into it any more.

    `kind`: holiday, repair, other. Raises PermissionDenied; NotBooked: booking_backwards, booking_no_reason,
    booking_no_studio. Needs an open event: it shows whose bookings clash.
    """
    _require_keeper(actor)
    span = span_of(starts_at, ends_at)
    if not reason.strip():
        raise rules.refuse("closure_no_reason")
    numbers = _concerned(base, studio_no)
    made = models.Closure.objects.create(
        base_id=base or None,
        studio_id=studio_no or None,
        kind=models.Closure.Kind(kind),
        starts_at=span.start,
        ends_at=span.end,
        reason=reason.strip(),
        made_by=actor,
    )
    slots = slots_between(span, actor, numbers)
    return Closed(made, tuple(slot for slot in slots if slot.state in ("booked", "asked", "offered")))


def reopen(*, closure: int, actor: User) -> None:
    """Takes a closure back. Raises PermissionDenied, Http404."""
    _require_keeper(actor)
    _one(models.Closure, closure).delete()


def set_hours(*, studio_no: str, weekdays: Mapping[int, str], actor: User) -> None:
    """Hours other than the sheet's, all of them: weekday (0 is Monday) → "18:00-02:00", "" is shut.

    Bookings stay. Raises PermissionDenied; NotBooked: booking_no_studio, hours_form.
    """
    _require_keeper(actor)
    _require_studio(studio_no)
    for weekday, opens in weekdays.items():
        if weekday not in range(7) or (opens and not re.match(rules.OPENS, opens)):
            raise rules.refuse("hours_form", opens=opens)
    with in_turn():
        models.WeekdayHours.objects.filter(studio__studio_no=studio_no).delete()
        for weekday, opens in weekdays.items():
            models.WeekdayHours.objects.create(studio_id=studio_no, weekday=weekday, opens=opens)


def set_terms(
    *, actor: User, base: str = "", studio_no: str = "", kind: str = "", **values: Any
) -> models.Terms:
    """For a studio, a base, a kind, or all; what is not named keeps what held there so far.

    Raises PermissionDenied; NotBooked: terms_unknown, terms_step.
    """
    _require_keeper(actor)
    if set(values) - set(known.TERMS):
        raise rules.refuse("terms_unknown", names=sorted(set(values) - set(known.TERMS)))
    now = rules.terms_for(known.all_terms(), base=base, studio_no=studio_no, kind=kind)
    merged = {name: getattr(now, name) for name in known.TERMS} | values
    if code := rules.terms_wrong(rules.Terms(**merged)):
        raise rules.refuse(code)
    defaults: dict[str, Any] = merged | {"set_by": actor}
    row, _ = models.Terms.objects.update_or_create(
        base=base, studio_no=studio_no, kind=kind, defaults=defaults
    )
    return row


def drop_terms(*, terms: int, actor: User) -> None:
    """The wider ones hold again. Raises PermissionDenied, Http404."""
    _require_keeper(actor)
    _one(models.Terms, terms).delete()


def describe(
    *,
    studio_no: str,
    actor: User,
    about: str | None = None,
    house_rules: str | None = None,
    seats: int | None = None,
) -> models.StudioNote:
    """Words for people who book; None leaves them. Raises PermissionDenied; NotBooked (booking_no_studio)."""
    _require_keeper(actor)
    values: dict[str, Any] = {"about": about, "house_rules": house_rules, "seats": seats}
    said = {name: value for name, value in values.items() if value is not None}
    row, _ = models.StudioNote.objects.update_or_create(studio_id=_require_studio(studio_no), defaults=said)
    return row


def renew_door(*, studio_no: str, actor: User) -> None:
    """The code that hangs at the door is worth nothing any more. Raises as describe."""
    _require_keeper(actor)
    with in_turn():
        row, _ = models.StudioNote.objects.get_or_create(studio_id=_require_studio(studio_no))
        row.door_version += 1
        row.save(update_fields=["door_version"])


def set_group(*, name: str, studios: Sequence[str], actor: User) -> models.StudioGroup:
    """Studios that are booked together by a name; no studios dissolve it. Raises as describe."""
    _require_keeper(actor)
    for number in studios:
        _require_studio(number)
    if not studios:
        models.StudioGroup.objects.filter(name=name).delete()
        return models.StudioGroup(name=name)
    row, _ = models.StudioGroup.objects.update_or_create(name=name, defaults={"studios": list(studios)})
    return row


def add_photo(
    *, content: bytes, actor: User, studio_no: str = "", base: str = "", caption: str = ""
) -> models.Photo:
    """A JPEG, PNG or WebP. Raises PermissionDenied; NotBooked: photo_kind, photo_size, booking_no_studio."""
    _require_keeper(actor)
    kind = rules.media_type(content[:12])
    if len(content) > rules.PHOTO_BYTES:
        raise rules.refuse("photo_size", megabytes=rules.PHOTO_BYTES // 1_000_000)
    if not kind:
        raise rules.refuse("photo_kind")
    _concerned(base, studio_no)
    where = {"base_id": base or None, "studio_id": studio_no or None}
    return models.Photo.objects.create(
        **where, caption=caption, media_type=kind, content=content, added_by=actor
    )


def remove_photo(*, photo: int, actor: User) -> None:
    """Raises PermissionDenied, Http404."""
    _require_keeper(actor)
    _one(models.Photo, photo).delete()


def _require_keeper(actor: User) -> None:
    if not may_keep(actor):
        raise PermissionDenied


def _require_studio(studio_no: str) -> int:
    """Its id. Raises NotBooked (booking_no_studio)."""
    found = known.studios([studio_no])
    if not found:
        raise rules.refuse("booking_no_studio", studio=studio_no)
    pk: int = found[0]["pk"]
    return pk


def _concerned(base: str, studio_no: str) -> list[str] | None:
    """The studios, None for all. Raises NotBooked."""
    if studio_no:
        _require_studio(studio_no)
        return [studio_no]
    if not base:
        return None
    found = [row["studio_no"] for row in known.studios(base=base)]
    if not found:
        raise rules.refuse("no_base", base=base)
    return found


def _one(model: Any, pk: int) -> Any:
    found = model.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found

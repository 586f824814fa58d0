"""What is known of a season, written down: the season itself, terms, supply, floors, what came between."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from lianxin.accounts.models import User
from lianxin.planning.actions.acting import planning, touch
from lianxin.planning.models import CreatorTerms, Disruption, Floor, Season, Supply
from lianxin.planning.rules import NotPlanned


def save_season(*, actor: User, season: Season | None = None, **values: Any) -> Season:
    """Makes a season, or changes one. Raises PermissionDenied; NotPlanned with what is wrong."""
    found = season or Season(made_by=actor)
    for name, value in values.items():
        setattr(found, name, value)
    with planning(actor, "change" if found.pk else "add"):
        _check_season(found)
        checked(found)
        touch(found)
    return found


def _check_season(season: Season) -> None:
    if season.first.weekday():
        raise NotPlanned("season_no_monday")
    starts = sorted(season.starts)
    if not starts:
        raise NotPlanned("season_no_times")
    ends = [_minutes(at) + season.minutes for at in starts]
    if any(_minutes(after) < end for after, end in zip(starts[1:], ends, strict=False)):
        raise NotPlanned("season_times_overlap")
    if len(season.fatigue) < 7:
        raise NotPlanned("season_fatigue_days")


def _minutes(at: str) -> int:
    return int(at[:2]) * 60 + int(at[3:])


def checked(row: models.Model) -> None:
    """Saves the row. Raises NotPlanned with the words of the first field that is wrong."""
    try:
        row.full_clean()
    except ValidationError as error:
        name, words = next(iter(error.message_dict.items()))
        raise NotPlanned("season_field", field=name, words=" ".join(words)) from error
    row.save()


def save_terms(*, season: Season, member_no: str, actor: User, **values: Any) -> CreatorTerms:
    """Of a creator, who reads them in the portal. Raises PermissionDenied, NotPlanned."""
    with planning(actor, "change", [member_no]):
        row: CreatorTerms = _one(CreatorTerms, season, {"member_no": member_no}, values)
        touch(season)
    return row


def save_supply(*, season: Season, product_no: str, actor: User, **values: Any) -> Supply:
    """Raises PermissionDenied, NotPlanned."""
    with planning(actor, "change"):
        row: Supply = _one(Supply, season, {"product_no": product_no}, values)
        touch(season)
    return row


def save_floor(*, season: Season, grower: str, floor: Any, actor: User) -> None:
    """Nought takes it away. Raises PermissionDenied, NotPlanned."""
    with planning(actor, "change"):
        if floor:
            _one(Floor, season, {"grower": grower}, {"floor": floor})
        else:
            Floor.objects.filter(season=season, grower=grower).delete()
        touch(season)


def _one(model: type[Any], season: Season, key: Mapping[str, str], values: Mapping[str, Any]) -> Any:
    row = model.objects.filter(season=season, **key).first() or model(season=season, **key)
    for name, value in values.items():
        setattr(row, name, value)
    checked(row)
    return row


def remove_terms(*, season: Season, member_no: str, actor: User) -> None:
    with planning(actor, "remove", [member_no]):
        CreatorTerms.objects.filter(season=season, member_no=member_no).delete()
        touch(season)


def remove_supply(*, season: Season, product_no: str, actor: User) -> None:
    with planning(actor, "remove"):
        Supply.objects.filter(season=season, product_no=product_no).delete()
        touch(season)


def note_disruption(*, season: Season, kind: str, actor: User, **values: Any) -> Disruption:
    """A creator away, a studio shut, less of a product, a platform down. Raises as above."""
    row = Disruption(season=season, kind=kind, noted_by=actor, **values)
    if row.last < row.first:
        raise NotPlanned("season_backwards")
    with planning(actor, "add", [row.member_no]):
        checked(row)
        touch(season)
    return row


def drop_disruption(*, disruption: Disruption, actor: User) -> None:
    with planning(actor, "remove", [disruption.member_no]):
        disruption.delete()
        touch(disruption.season)

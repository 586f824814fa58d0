"""Seasons long past go, with all that they say about creators."""

from __future__ import annotations

from datetime import date, timedelta

from lianxin.core.writing import in_turn
from lianxin.planning.models import Draft, Instance, Proposal, Season, Version

#: A season is kept so long after its last day: as long as the records of who was given what.
KEPT = timedelta(days=3 * 365)


def forget_seasons(*, today: date) -> int:
    """How many went. What was released stands in the sheets, under their own rules."""
    old = [season for season in Season.objects.all() if season.last + KEPT < today]
    for season in old:
        with in_turn():
            Season.objects.filter(pk=season.pk).update(going=True)
            Draft.objects.filter(season=season).delete()
            Proposal.objects.filter(season=season).delete()
            Version.objects.filter(season=season).delete()
            Instance.objects.filter(season=season).delete()
            season.delete()
    return len(old)

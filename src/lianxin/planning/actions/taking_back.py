"""An import of a season's tables is taken back: together with the rest of its batch, or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from lianxin.planning.actions.acting import touch
from lianxin.planning.actions.loading import FORMS, MODELS, kept
from lianxin.planning.models import Loaded


@dataclass
class TakenBack:
    """Counts of rows; what somebody has changed since stays."""

    removed: int = 0
    restored: int = 0


def take_back(batch_no: str) -> TakenBack | None:
    """Within the transaction that rolls the batch back; once. None where nothing of it was ours."""
    done = TakenBack()
    rows = list(Loaded.objects.filter(batch_no=batch_no).select_related("season").order_by("-pk"))
    for one in rows:
        if _undone(one, done):
            touch(one.season)
    Loaded.objects.filter(batch_no=batch_no).delete()
    return done if rows else None


def _undone(one: Loaded, done: TakenBack) -> bool:
    """Whether the row was still as the import had left it."""
    form, model = FORMS[one.kind], MODELS[one.kind]
    key = {form.key: one.member_no or one.target}
    row = model.objects.filter(season=one.season, **key).first()
    if (kept(row, form) if row else None) != one.after:
        return False
    if one.before is None:
        row.delete()
        done.removed += 1
    else:
        row = row or model(season=one.season)
        for name, value in one.before.items():
            setattr(row, name, value)
        row.save()
        done.restored += 1
    return True

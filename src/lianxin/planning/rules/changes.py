"""What moved between two plans, session by session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lianxin.engines.planner import Session
from lianxin.planning.rules.sessions import key_of


@dataclass(frozen=True)
class Change:
    """`kind`: new, gone, moved (another time or studio), mix (only other products)."""

    kind: str
    before: Session | None
    after: Session | None

    @property
    def about(self) -> Session:
        """The session as it stands now, or stood."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  one of the two is always there
        return found


def changes(before: Sequence[Session], after: Sequence[Session]) -> list[Change]:
    """In order of time. A creator's sessions that have no fellow at their own time are paired in order."""
    was, is_ = ({key_of(one): one for one in found} for found in (before, after))
    found = [change for key in was.keys() & is_.keys() if (change := _same_time(was[key], is_[key]))]
    gone = sorted((was[key] for key in was.keys() - is_.keys()), key=_order)
    come = sorted((is_[key] for key in is_.keys() - was.keys()), key=_order)
    for one in gone:
        other = next((two for two in come if two.creator == one.creator), None)
        if other:
            come.remove(other)
        found.append(Change("moved" if other else "gone", one, other))
    found += [Change("new", None, one) for one in come]
    return sorted(found, key=lambda change: _order(change.about))


def _same_time(before: Session, after: Session) -> Change | None:
    if before.studio != after.studio:
        return Change("moved", before, after)
    return Change("mix", before, after) if before.products != after.products else None


def _order(session: Session) -> tuple[int, str]:
    return session.slot, session.creator

"""From a plan to live sessions and bookings: all of it or nothing, and of a second release the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core.messages import message
from lianxin.core.writing import in_turn
from lianxin.engines.planner import Session
from lianxin.jobs.rules import Control
from lianxin.market.models import LiveItem, LiveSession
from lianxin.planning import rules
from lianxin.planning.actions.acting import planning
from lianxin.planning.actions.running import conclude
from lianxin.planning.models import Proposal, Run, Season, Version
from lianxin.planning.queries import judging
from lianxin.planning.queries.listed import platforms_of
from lianxin.planning.rules import Change, NotPlanned
from lianxin.records.actions import remove_record, save_record
from lianxin.spaces.actions import book, cancel, change
from lianxin.spaces.rules import NotBooked

_SESSIONS, _ITEMS = "live_sessions", "live_items"


class Refused(Exception):
    """`reasons`: one line for each session that could not be had."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(len(reasons))
        self.reasons = list(reasons)


def release(run: Run, actor: User, control: Control) -> None:
    """The run names the version. Told afterwards: how much is new, moved, gone; what waits for a keeper."""
    version = Version.objects.select_related("season", "instance").get(pk=run.asked["version"])
    require_releasable(version)
    try:
        done = _release(version, actor, control)
    except Refused as refused:
        conclude(run, answer={"refused": refused.reasons})
        return
    conclude(run, version=version, answer=done)


def require_releasable(version: Version) -> None:
    """Raises NotPlanned: season_broken, season_not_accepted."""
    broken = version.verdict["broken"]
    if broken:
        raise NotPlanned("season_broken", count=len(broken))
    if left := not_accepted(version):
        raise NotPlanned("season_not_accepted", count=len(left))


def not_accepted(version: Version) -> list[Session]:
    """Sessions ahead to which their creators have not said yes."""
    yes = (Proposal.State.ACCEPTED, Proposal.State.RELEASED)
    rows = Proposal.objects.filter(season=version.season, state__in=yes)
    said = set(rows.values_list("member_no", "slot"))
    return [one for one in _ahead(version) if rules.key_of(one) not in said]


def _ahead(version: Version) -> list[Session]:
    """What has begun is left as it is."""
    begun = rules.begun_of(judging.problem_of(version.instance).slots, timezone.now())
    return [one for one in rules.read(version.sessions) if one.slot not in begun]


def standing(season: Season) -> dict[rules.Key, Proposal]:
    """Released sessions ahead."""
    rows = Proposal.objects.filter(season=season, state=Proposal.State.RELEASED, starts_at__gt=timezone.now())
    return {(row.member_no, row.slot): row for row in rows}


def difference(version: Version) -> list[Change]:
    """What a release of the version would change in what stands."""
    was = [Session(r.member_no, r.studio_no, r.slot, r.products) for r in standing(version.season).values()]
    return rules.changes(was, _ahead(version))


def _release(version: Version, actor: User, control: Control) -> dict[str, int]:
    members = judging.creators_in(rules.read(version.sessions))
    with in_turn(), planning(actor, "change", members):
        desk = _Desk(version, actor)
        todo = difference(version)
        order = {"gone": 0, "moved": 1, "mix": 2, "new": 3}
        for n, one in enumerate(sorted(todo, key=lambda change: order[change.kind])):
            control.progress(n, len(todo))
            desk.do(one)
        desk.finish()
        if desk.refused:
            raise Refused(desk.refused)
    counts = {kind: sum(one.kind == kind for one in todo) for kind in order}
    return {**counts, "asked": desk.asked, "whole": len(members)}


@dataclass
class _Desk:
    """One release while it runs."""

    version: Version
    actor: User
    asked: int = 0  # bookings that wait for a keeper's yes
    refused: list[str] = field(default_factory=list)
    late: list[Session] = field(default_factory=list)  # for which room has to be made first

    def __post_init__(self) -> None:
        self.season = self.version.season
        self.slots = judging.problem_of(self.version.instance).slots
        self.rows = standing(self.season)
        said = Proposal.objects.filter(season=self.season, state=Proposal.State.ACCEPTED)
        self.said = {(row.member_no, row.slot): row for row in said}
        self.platforms = platforms_of(self.season)

    def do(self, one: Change) -> None:
        if one.kind == "new" and one.after:
            self._new(one.after)
        elif one.kind == "gone" and one.before:
            self._gone(self.rows[rules.key_of(one.before)])
        elif one.before and one.after:
            row = self.rows[rules.key_of(one.before)]
            if one.kind == "moved" and not self._moved(row, one.after):
                self._gone(row)
                self.late.append(one.after)
            else:
                self._items(row.session_no, one.after)
                Proposal.objects.filter(pk=row.pk).update(products=one.after.products)

    def finish(self) -> None:
        """Sessions whose new place another one had to leave first."""
        for one in self.late:
            self._new(one)

    def _new(self, one: Session) -> None:
        proposal = self.said.get(rules.key_of(one))
        starts_at, ends_at = rules.moments(self.slots[one.slot])
        try:
            with transaction.atomic():
                booked = book(
                    studio_no=one.studio,
                    member_no=one.creator,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    actor=self.actor,
                    note=self.season.name,
                    origin=f"plan:{self.season.pk}",
                )
        except NotBooked as error:
            self._refuse(one, starts_at, error)
            return
        self.asked += booked.hold == "asked"
        number = f"PB{self.season.pk:02d}-{one.slot:04d}-{one.creator}"
        self._session(None, number, one, starts_at, ends_at)
        self._items(number, one)
        if proposal:
            self._settle(proposal, one, number, booked.pk)

    def _gone(self, row: Proposal) -> None:
        reason = message("season_no_longer", {"season": self.season.name})
        if row.booking:
            cancel(booking=row.booking, actor=self.actor, reason=reason)
        self._items(row.session_no, None)
        pk = self._pk(row.session_no)
        if pk:
            remove_record(sheet=_SESSIONS, pk=pk, actor=self.actor)
        Proposal.objects.filter(pk=row.pk).update(state=Proposal.State.CANCELLED)

    def _moved(self, row: Proposal, one: Session) -> bool:
        """Whether it could be moved there at once."""
        starts_at, ends_at = rules.moments(self.slots[one.slot])
        try:
            with transaction.atomic():
                change(
                    booking=row.booking or 0,
                    actor=self.actor,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    studio_no=one.studio,
                )
        except NotBooked:
            return False
        self._session(self._pk(row.session_no), row.session_no, one, starts_at, ends_at)
        self._items(row.session_no, one)
        proposal = self.said.get(rules.key_of(one))
        if proposal:
            Proposal.objects.filter(pk=row.pk).update(state=Proposal.State.CANCELLED)
            self._settle(proposal, one, row.session_no, row.booking)
        else:  # another studio at the same time: the creator's yes holds
            Proposal.objects.filter(pk=row.pk).update(studio_no=one.studio, products=one.products)
        return True

    def _settle(self, proposal: Proposal, one: Session, number: str, booking: int | None) -> None:
        Proposal.objects.filter(pk=proposal.pk).update(
            state=Proposal.State.RELEASED,
            released_at=timezone.now(),
            studio_no=one.studio,
            products=one.products,
            session_no=number,
            booking=booking,
        )

    def _session(self, pk: int | None, number: str, one: Session, start: datetime, end: datetime) -> None:
        values = {
            "session_no": number,
            "member_no": one.creator,
            "platform": self.platforms.get(one.creator, ""),
            "studio_no": one.studio,
            "starts_at": f"{timezone.localtime(start):%Y-%m-%d %H:%M}",
            "ends_at": f"{timezone.localtime(end):%Y-%m-%d %H:%M}",
        }
        save_record(sheet=_SESSIONS, pk=pk, values=values, actor=self.actor)

    def _items(self, number: str, one: Session | None) -> None:
        """The products that are shown in a session; none takes all away."""
        rows = LiveItem.objects.visible_to(self.actor).filter(session=number)
        have = {row.product_id: row.pk for row in rows}
        wanted = set(one.products) if one else set()
        for product in sorted(set(have) - wanted):
            remove_record(sheet=_ITEMS, pk=have[product], actor=self.actor)
        for product in sorted(wanted - set(have)):
            values = {"session_no": number, "product_no": product}
            save_record(sheet=_ITEMS, pk=None, values=values, actor=self.actor)

    def _pk(self, number: str) -> int | None:
        row = LiveSession.objects.visible_to(self.actor).filter(session_no=number).first()
        return row.pk if row else None

    def _refuse(self, one: Session, starts_at: datetime, error: NotBooked) -> None:
        reasons = "; ".join(message(found.code, found.params) for found in error.refusals)
        when = f"{timezone.localtime(starts_at):%m-%d %H:%M}"
        said = {"creator": one.creator, "studio": one.studio, "when": when, "reasons": reasons}
        self.refused.append(message("season_session_refused", said))

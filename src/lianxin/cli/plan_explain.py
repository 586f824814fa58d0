"""`lianxin plan explain`: why a session is there, why a product is not, and what cannot stand together."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lianxin.cli.failures import Failure
from lianxin.cli.output import print_json
from lianxin.cli.plan_check import FILE, broken_words
from lianxin.cli.plan_files import read_instance, read_plan_file

if TYPE_CHECKING:
    from lianxin.engines.planner import (
        Conflict,
        Forced,
        Move,
        Problem,
        Session,
        Unmet,
        Way,
        WayOut,
        WhyNot,
        WhySession,
    )

#: How to plan anew, if that is asked for.
Again = dict[str, Any] | None
#: Of creators who could show a product so many are told.
TOLD = 3


@click.command("explain", help=_("Why a session is in a plan, why a product is not, what is in the way."))
@click.argument("instance", metavar=_("INSTANCE"), type=FILE)
@click.argument("plan", metavar=_("PLAN"), type=FILE)
@click.option("--session", "number", type=int, metavar="N", help=_("Why this session (counted from 0)."))
@click.option("--creator", metavar="C", help=_("With --product: why this creator does not show it."))
@click.option("--product", metavar="P", help=_("With --creator: the product."))
@click.option("--unplaced", metavar="P", help=_("Why nobody shows this product (more often)."))
@click.option("--exact", is_flag=True, help=_("Plan anew with it so; takes some seconds."))
@click.option("--seconds", type=float, help=_("With --exact: stop after so many seconds, however far it is."))
@click.option("--seed", type=int, default=0, help=_("With --exact: the same answer for a seed."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
def explain_command(
    *,
    instance: Path,
    plan: Path,
    number: int | None,
    creator: str | None,
    product: str | None,
    unplaced: str | None,
    exact: bool,
    seconds: float | None,
    seed: int,
    as_json: bool,
) -> None:
    if (creator is None) != (product is None):
        raise click.UsageError(_("Give --creator and --product together."))
    if [number, creator, unplaced].count(None) < 2:
        raise click.UsageError(_("Ask one thing: a session, a creator and product, or an unplaced product."))
    problem = read_instance(instance, as_json=as_json)
    sessions = _sound(problem, read_plan_file(plan, as_json=as_json).sessions)
    again = {"seconds": seconds, "seed": seed} if exact else None
    if number is not None:
        _of_session(problem, sessions, number, again, as_json)
    elif creator is not None and product is not None:
        _of_pair(problem, sessions, (creator, product), again, as_json)
    elif unplaced is not None:
        _of_product(problem, sessions, unplaced, again, as_json)
    else:
        _of_conflicts(problem, as_json)


def _sound(problem: "Problem", sessions: "tuple[Session, ...]") -> "tuple[Session, ...]":
    """The sessions, if all that they name is known."""
    from lianxin.engines.planner import check

    for one in check(problem, sessions).broken:
        if one.rule.startswith("unknown"):
            raise Failure(f"{one.place}: {broken_words(one)}")
    return sessions


def _of_session(
    problem: "Problem", sessions: "Sequence[Session]", number: int, again: Again, as_json: bool
) -> None:
    from lianxin.engines.planner import estimated_without, why_session, without

    if not 0 <= number < len(sessions):
        raise Failure(_("The plan has sessions 0 to {last}").format(last=len(sessions) - 1))
    why = why_session(problem, sessions, number)
    estimate = estimated_without(problem, sessions, number)
    forced = without(problem, sessions, number, **again) if again else None
    if as_json:
        said = {"session": number, **asdict(why), "estimate": estimate}
        print_json({**said, "without": _forced_json(forced)})
        return
    click.echo("\n".join(_session_lines(problem, why)))
    click.echo(_estimate_line(estimate))
    if again:
        click.echo("\n".join(_forced_lines(problem, forced)))


def _of_pair(
    problem: "Problem",
    sessions: "Sequence[Session]",
    pair: tuple[str, str],
    again: Again,
    as_json: bool,
) -> None:
    from lianxin.engines.planner import Standing, estimated_with, why_not, with_product

    creator, product = pair
    _known(creator, [one.id for one in problem.creators], _("There is no creator “{id}” in the instance"))
    _known(product, [one.id for one in problem.products], _("There is no product “{id}” in the instance"))
    why = why_not(problem, sessions, creator, product)
    estimate = estimated_with(Standing(problem, sessions), creator, product)
    forced = with_product(problem, sessions, creator, product, **again) if again else None
    if as_json:
        print_json({**_why_json(why), "estimate": estimate, "exact": _forced_json(forced)})
        return
    click.echo("\n".join(_why_lines(problem, why)))
    click.echo(_estimate_line(estimate))
    if again:
        click.echo("\n".join(_forced_lines(problem, forced)))


def _of_product(
    problem: "Problem", sessions: "Sequence[Session]", product: str, again: Again, as_json: bool
) -> None:
    from lianxin.engines.planner import Standing, estimated_with, unplaced, with_product

    _known(product, [one.id for one in problem.products], _("There is no product “{id}” in the instance"))
    every, standing = unplaced(problem, sessions, product), Standing(problem, sessions)
    estimates = {one.creator: estimated_with(standing, one.creator, product) for one in every}
    known = {creator: gain for creator, gain in estimates.items() if gain is not None}
    best = max(known, key=lambda creator: known[creator], default=None)
    forced = with_product(problem, sessions, best, product, **again) if again and best else None
    if as_json:
        rows = [{**_why_json(one), "estimate": estimates[one.creator]} for one in every]
        print_json({"product": product, "creators": rows, "creator": best, "exact": _forced_json(forced)})
        return
    if not every:
        click.echo(_("No creator has any demand of {product}.").format(product=product))
        return
    for one in every[:TOLD]:
        click.echo("\n".join([*_why_lines(problem, one), _estimate_line(estimates[one.creator])]))
    if len(every) > TOLD:
        click.echo(_("… and {count} more, see --json").format(count=len(every) - TOLD))
    if again:
        click.echo("\n".join([best or "", *_forced_lines(problem, forced)]))


def _of_conflicts(problem: "Problem", as_json: bool) -> None:
    from lianxin.engines.planner import conflict_of, unmet_together

    conflict, unmet = conflict_of(problem), unmet_together(problem)
    if as_json:
        print_json({"conflict": _conflict_json(conflict), "unmet": _unmet_json(unmet)})
    else:
        click.echo("\n".join([*conflict_lines(conflict), *_unmet_lines(unmet)]))


def _known(value: str, known: list[str], words: str) -> None:
    if value not in known:
        raise Failure(words.format(id=value))


def _session_lines(problem: "Problem", why: "WhySession") -> Iterator[str]:
    yield session_text(problem, why.session)
    yield _("It brings {yuan} yuan: the plan is worth so much less without it, all else unchanged.").format(
        yuan=f"{why.brings:,.0f}"
    )
    for product, yuan in sorted(why.products.items(), key=lambda item: -item[1]):
        if round(yuan) == 0:
            continue
        yield f"  {product}×{why.session.products[product]}  {yuan:+,.0f}"
    if why.locks:
        yield _("It is locked: {locks}").format(locks=", ".join(map(str, why.locks)))


def _estimate_line(estimate: float | None) -> str:
    """What the plan would gain once the rest is mended at once."""
    if estimate is None:
        return _("  It cannot be so: locks, rules or rooms forbid it.")
    form = _("  With the rest mended at once: {yuan} yuan (an estimate from the plan; --exact plans anew)")
    return form.format(yuan=f"{estimate:+,.0f}")


def _why_lines(problem: "Problem", why: "WhyNot") -> Iterator[str]:
    from lianxin.core.messages import message

    yield f"{why.creator} · {why.product}"
    for at in why.shown:
        yield _("  shown in session {number} already").format(number=at)
    yield from (f"  {message(one.code, one.values)}" for one in why.obstacles)
    if why.nearest:
        yield _("  Nearest, all else unchanged: {way}").format(way=way_text(problem, why.nearest))
    if why.loosened:
        yield _("  Possible only if a rule is loosened: {way}").format(way=way_text(problem, why.loosened))
        yield from (f"    {broken_words(one)}" for one in why.loosened.broken)


def way_text(problem: "Problem", way: "Way") -> str:
    """A way to show a product, with what it gains."""
    form = _("{session}, instead of what was shown ({yuan} yuan)")
    if way.instead_of is None:
        form = _("{session}, a new session ({yuan} yuan)")
    return form.format(session=session_text(problem, way.session), yuan=f"{way.gain:+,.0f}")


def session_text(problem: "Problem", session: "Session") -> str:
    """C01 · S02 · 2024-03-04 08:00 · P001×2."""
    slot = problem.slots[session.slot]
    mix = [f"{product}×{units}" for product, units in session.products.items()]
    return " · ".join((session.creator, session.studio, f"{slot.date} {slot.starts}", *mix))


def _forced_lines(problem: "Problem", forced: "Forced | None") -> Iterator[str]:
    if forced is None:
        yield _("Planned anew: it cannot be so.")
        return
    yield _("Planned anew: it costs {cost} yuan by itself; {count} sessions change for it.").format(
        cost=f"{forced.cost:,.0f}", count=len(forced.moves)
    )
    yield from _move_lines(problem, forced.moves)
    yield _("Found anyway, without it: {found} yuan against the plan; {count} sessions change.").format(
        found=f"{forced.found:+,.0f}", count=len(forced.anyway)
    )
    yield from _move_lines(problem, forced.anyway)
    yield _("Both together: worth {worth}, {gain} yuan against the plan.").format(
        worth=f"{forced.plan.objective:,.0f}", gain=f"{forced.gain:+,.0f}"
    )


def _move_lines(problem: "Problem", moves: "Sequence[Move]") -> Iterator[str]:
    names = {"dropped": _("dropped"), "added": _("added"), "moved": _("moved"), "mix": _("other products")}
    for move in moves:
        shown = [session_text(problem, one) for one in (move.old, move.new) if one is not None]
        yield f"  {names[move.kind]}: {' → '.join(shown)}"


def conflict_lines(conflict: "Conflict | None") -> Iterator[str]:
    """A conflict of locks and rules with its ways out, in words."""
    from lianxin.core.messages import message

    if conflict is None:
        yield _("All locks can stand together.")
        return
    yield _("These cannot hold together, and each of them is needed for that:")
    yield from (f"  {message(f'plan_conflict_{one.rule}', one.values)}" for one in conflict.reasons)
    for way in conflict.ways_out:
        yield _out_words(way)
        yield from (f"  {message(f'plan_conflict_{one.rule}', one.values)}" for one in way.given_up)


def _out_words(way: "WayOut") -> str:
    from lianxin.core.messages import message

    who = _(", ").join(message(f"plan_granted_{one}") for one in way.granted_by)
    if way.cost is None:
        return _("A way out, if {who} agrees: loosen").format(who=who)
    return _("The cheapest way out (about {yuan} yuan): give up").format(yuan=f"{way.cost:,.0f}")


def _unmet_lines(unmet: "Unmet | None") -> Iterator[str]:
    from lianxin.core.messages import message

    if unmet is None:
        yield _("No promise, floor or minimum is known to be out of reach.")
        return
    yield _("These cannot all be met, even if everything else is given up:")
    for one in unmet.members:
        most, wished = unmet.most.get(one, (0, 0))
        values = {"key": one.key, "wished": f"{wished:,.0f}", "most": f"{most:,.0f}"}
        yield f"  {message(f'plan_wish_{one.kind}', values)}"


def _why_json(why: "WhyNot") -> dict[str, Any]:
    from lianxin.core.messages import message

    said = [{"code": o.code, **o.values, "message": message(o.code, o.values)} for o in why.obstacles]
    return {**asdict(why), "obstacles": said}


def _forced_json(forced: "Forced | None") -> dict[str, Any] | None:
    from lianxin.engines.planner import write_plan

    if forced is None:
        return None
    return {
        "cost": forced.cost,
        "found": forced.found,
        "gain": forced.gain,
        "plan": write_plan(forced.plan),
        "moves": [asdict(move) for move in forced.moves],
        "control": write_plan(forced.control),
        "anyway": [asdict(move) for move in forced.anyway],
    }


def _conflict_json(conflict: "Conflict | None") -> dict[str, Any] | None:
    return None if conflict is None else {**asdict(conflict), "words": list(conflict_lines(conflict))}


def _unmet_json(unmet: "Unmet | None") -> list[dict[str, Any]]:
    rows = []
    for one in unmet.members if unmet else ():
        most, wished = unmet.most.get(one, (None, None)) if unmet else (None, None)
        rows.append({"kind": one.kind, "key": one.key, "wished": wished, "most": most})
    return rows

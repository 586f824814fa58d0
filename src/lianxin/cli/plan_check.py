"""`lianxin plan check`: every rule that a plan breaks, and what it is worth, apart from the solver."""

from collections.abc import Iterator
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lianxin.cli.output import print_json, table
from lianxin.cli.plan_files import read_instance, read_plan_file

if TYPE_CHECKING:
    from lianxin.engines.planner import Broken, Plan, Verdict

#: A plan's own figures may be off by so much of their size: the solver adds up in another order.
AGREES = 1e-6
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("check", help=_("Check a plan apart from the solver: every broken rule, and its worth."))
@click.argument("instance", metavar=_("INSTANCE"), type=FILE)
@click.argument("plan", metavar=_("PLAN"), type=FILE)
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
def check_command(*, instance: Path, plan: Path, as_json: bool) -> int:
    from lianxin.engines.planner import check

    problem = read_instance(instance, as_json=as_json)
    given = read_plan_file(plan, as_json=as_json)
    verdict = check(problem, given.sessions)
    wrong = _misstated(given, verdict)
    if as_json:
        print_json(_json(verdict, wrong))
    else:
        click.echo("\n".join(_lines(given, verdict, wrong)))
    return 0 if verdict.ok and not wrong else 1


def _misstated(given: "Plan", verdict: "Verdict") -> dict[str, tuple[float, float]]:
    """What the plan's file says otherwise: name → (says, is). A file that says nothing misstates nothing."""
    said_objective = given.objective or given.parts
    pairs = {"objective": (given.objective, verdict.objective)} if said_objective else {}
    pairs |= {name: (said, verdict.parts[name]) for name, said in given.parts.items()}
    return {
        name: (said, found)
        for name, (said, found) in pairs.items()
        if abs(said - found) > AGREES * max(abs(verdict.objective), abs(found), 1)
    }


def _json(verdict: "Verdict", wrong: dict[str, tuple[float, float]]) -> dict[str, Any]:
    return {
        "ok": verdict.ok and not wrong,
        "broken": [
            {
                "rule": one.rule,
                "place": one.place,
                "sessions": list(one.sessions),
                **one.values,
                "message": broken_words(one),
            }
            for one in verdict.broken
        ],
        "objective": verdict.objective,
        "parts": verdict.parts,
        "sold": verdict.sold,
        "misstated": {name: {"says": said, "is": found} for name, (said, found) in wrong.items()},
    }


def _lines(given: "Plan", verdict: "Verdict", wrong: dict[str, tuple[float, float]]) -> Iterator[str]:
    count = len(given.sessions)
    if verdict.ok:
        yield _("{count} sessions; no rule is broken.").format(count=count)
    else:
        yield _("{count} sessions; {broken} rules are broken:").format(
            count=count, broken=len(verdict.broken)
        )
        yield from (f"  {one.place}: {broken_words(one)}" for one in verdict.broken)
    yield from worth_lines(verdict.objective, verdict.parts)
    for name, (said, found) in wrong.items():
        words = _("The file says {said} for “{part}”; it is {found}.")
        yield words.format(said=f"{said:,.2f}", part=part_name(name), found=f"{found:,.2f}")


def broken_words(one: "Broken") -> str:
    """A broken rule in words."""
    from lianxin.core.messages import message

    return message(f"plan_broken_{one.rule}", one.values)


def worth_lines(objective: float, parts: dict[str, float]) -> list[str]:
    """The objective with its parts, in yuan; what is nothing is left out."""
    rows = [(part_name("objective"), f"{objective:,.2f}")]
    rows += [
        (f"  {part_name(name)}", f"{value if name == 'sales' else -value:,.2f}")
        for name, value in parts.items()
        if value or name == "sales"
    ]
    return table(rows, right=[1])


def part_name(name: str) -> str:
    return {
        "objective": _("Worth of the plan (yuan)"),
        "sales": _("Margin of what is sold"),
        "fees": _("Fees of the creators"),
        "studios": _("Studios"),
        "fatigue": _("Fatigue"),
        "promise": _("Short of promises"),
        "floor": _("Short of growers' floors"),
        "creator": _("Short of creators' sessions"),
        "changes": _("Changes to the current plan"),
    }[name]

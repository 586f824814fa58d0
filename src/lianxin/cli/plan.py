"""`lianxin plan`: the season planner on files; each command's module is read when it is used."""

from gettext import gettext as _

from lianxin.cli.group import Commands

plan_command = Commands(
    "plan",
    modules={
        "new": "plan_new",
        "sheets": "plan_sheets",
        "solve": "plan_solve",
        "check": "plan_check",
        "explain": "plan_explain",
        "gap": "plan_gap",
    },
    help=_("Season planner: who sells what, when, in which studio. Reads and writes JSON files."),
)

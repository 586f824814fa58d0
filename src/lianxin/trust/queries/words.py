"""A look in plain words, for the person it is about."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.accounts.models import User
from lianxin.core.sheets import sheets
from lianxin.trust.queries.looking import Look

_VERBS = {
    "read": gettext_lazy("Looked at"),
    "add": gettext_lazy("Added"),
    "change": gettext_lazy("Changed"),
    "remove": gettext_lazy("Removed"),
    "undo": gettext_lazy("Took a change back"),
    "import": gettext_lazy("Imported"),
    "export": gettext_lazy("Exported"),
    "merge": gettext_lazy("Merged two records"),
    "consent": gettext_lazy("Recorded a consent or its withdrawal"),
    "request": gettext_lazy("Worked on a request"),
    "erase": gettext_lazy("Made nameless"),
    "login": gettext_lazy("Logged in"),
    "draft": gettext_lazy("Began a report"),
    "check": gettext_lazy("Checked a report"),
    "publish": gettext_lazy("Published a report"),
    "withdraw": gettext_lazy("Withdrew a report"),
    "revoke": gettext_lazy("Withdrew access"),
}
_PURPOSES = {
    "own": gettext_lazy("About oneself"),
    "duty": gettext_lazy("In the course of duty"),
    "case": gettext_lazy("Working on a request for help"),
    "booking": gettext_lazy("For a booking"),
    "event": gettext_lazy("For a course or event"),
    "import": gettext_lazy("Importing files"),
    "export": gettext_lazy("Exporting a list"),
    "report": gettext_lazy("For a report"),
    "typed": gettext_lazy("Reason given"),
}
_KINDS = {
    "ledger": gettext_lazy("Who looked"),
    "consents": gettext_lazy("Consents"),
    "requests": gettext_lazy("Requests"),
    "everything": gettext_lazy("Everything"),
    "public": gettext_lazy("Public directory"),
    "account": gettext_lazy("Login account"),
    "editions": gettext_lazy("Reports"),
    "screens": gettext_lazy("Big screens"),
    "loans": gettext_lazy("Lent equipment"),
}
_ROLES = {
    "system": gettext_lazy("The system"),
    "command_line": gettext_lazy("Command line"),
    "public": gettext_lazy("The public"),
}


def words(look: Look) -> dict[str, Any]:
    """seq, at, person, role, unit, what, why, kinds, times; texts are in the active language.

    Where nobody is named, `person` says the role, and `role` nothing more.
    """
    if look.erased:
        return {"seq": look.seq, "at": look.at, "what": _("Details erased after their time")}
    person = _("You") if look.own else look.person
    return {
        "seq": look.seq,
        "at": look.at,
        "person": person or role_words(look.role),
        "role": role_words(look.role) if person else "",
        "unit": look.unit,
        "what": what_words(look),
        "why": why_words(look),
        "kinds": [kind_words(kind) for kind in look.kinds],
        "times": look.times,
    }


def what_words(look: Look) -> str:
    if look.verb == "read" and look.among:
        return _("Appeared in a list or search")
    return verb_words(look.verb)


def verb_words(verb: str) -> str:
    return str(_VERBS.get(verb, verb))


def verbs() -> list[tuple[str, str]]:
    """(code, words), to choose from."""
    return [(code, str(words)) for code, words in _VERBS.items()]


def kinds() -> list[tuple[str, str]]:
    """(code, words), to choose from."""
    return [
        *((sheet.name, sheet.zh) for sheet in sheets()),
        *((code, str(words)) for code, words in _KINDS.items()),
    ]


def why_words(look: Look) -> str:
    return purpose_words(look.purpose, look.reason)


def purpose_words(code: str, reason: str) -> str:
    """The purpose, and what was said of it. Common reasons are kept in English and translated here."""
    purpose = str(_PURPOSES.get(code, code))
    return _("%(purpose)s: %(reason)s") % {"purpose": purpose, "reason": _(reason)} if reason else purpose


def role_words(role: str) -> str:
    named = {known.value: known.label for known in User.Role} | _ROLES
    return str(named.get(role, role))


def kind_words(kind: str) -> str:
    """A sheet, or one value of it: 成员, 成员·手机号."""
    name, _dot, column = kind.partition(".")
    found = {sheet.name: sheet for sheet in sheets()}.get(name)
    if found is None:
        return str(_KINDS.get(name, name))
    named = found.by_name.get(column)
    return f"{found.zh}·{named.zh}" if named else found.zh

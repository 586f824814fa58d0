"""From draft to withdrawn, and who may take which step. A person is whatever tells people apart, or None."""

from collections.abc import Hashable

#: What each step needs, and where it leads. A change of the text leads back to a draft.
STEPS = {
    "save": ({"draft", "checked"}, "draft"),
    "discard": ({"draft", "checked"}, ""),
    "check": ({"draft"}, "checked"),
    "publish": ({"checked"}, "published"),
    "withdraw": ({"published"}, "withdrawn"),
}


def refusal_of_step(step: str, status: str) -> str:
    """A code for why the step cannot be taken from there, or ""."""
    needed, _leads_to = STEPS[step]
    if status in needed:
        return ""
    if step == "publish" and status == "draft":
        return "not_checked"
    return {"published": "edition_published", "withdrawn": "edition_withdrawn"}.get(status, "edition_open")


def refusal_of_checker(author: Hashable | None, checker: Hashable | None, *, untouched: bool) -> str:
    """A code for why `checker` may not check what `author` changed last, or "".

    An untouched draft that nobody in particular began is the template's words alone: there is no author whom
    the checker could be. Everything else needs a checker with a name, who is somebody else.
    """
    if author is None and untouched:
        return ""
    if checker is None:
        return "checker_unnamed"
    return "checker_is_author" if checker == author else ""

"""What a person may ask for, how long an answer may take, and how it may end."""

#: see: show me · copy: give me one · correct · delete · object: do not use it so · view: why was this seen
KINDS = ("see", "copy", "correct", "delete", "object", "view")
#: Working days until the answer.
GOALS = {kind: 3 if kind == "view" else 15 for kind in KINDS}
OUTCOMES = ("done", "partly", "refused", "explained", "wrong")


def outcomes_for(kind: str) -> tuple[str, ...]:
    """How a request may end. `explained`: the view was in order; `wrong`: it was not."""
    if kind == "view":
        return ("explained", "wrong")
    if kind in ("see", "copy"):
        return ("done", "refused")
    return ("done", "partly", "refused")


def may_answer(state: str) -> bool:
    return state == "open"


def may_reopen(state: str) -> bool:
    return state == "answered"

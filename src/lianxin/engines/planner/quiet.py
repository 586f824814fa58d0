"""HiGHS that says nothing on standard output, which belongs to the command that is running."""

from typing import Any

import highspy


class NotSolved(Exception):
    """A programme ended without a proved optimum, or was refused; says how HiGHS called it."""


class _Quiet(highspy.Highs):
    """The library's constructor greets before an option can be set; this is the first thing it calls."""

    def enableCallbacks(self) -> Any:  # noqa: N802  HiGHS's name
        self.setOptionValue("output_flag", False)
        return super().enableCallbacks()  # type: ignore[no-untyped-call]


def quiet_highs(threads: int = 1) -> Any:
    """A solver without a log. One number of threads per process: HiGHS fails quietly when they differ."""
    solver = _Quiet()  # type: ignore[no-untyped-call]
    solver.setOptionValue("threads", threads)
    return solver

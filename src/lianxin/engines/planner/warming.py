"""`python -m lianxin.engines.planner.warming`: compile the kernels before the first plan, at low priority."""

from __future__ import annotations

import os


def main() -> None:
    """Solve a tiny season once; what is compiled is kept for every later process of this user."""
    from lianxin.engines.planner import sample, solve

    solve(sample("tiny"), iterations=1)


if __name__ == "__main__":
    os.nice(19)
    main()

"""No hidden group follows from what is shown: tried against a reader who knows the rule."""

from itertools import product

import pytest

from lianxin.reports.rules.small import Cell, follows_from_release, hidden_filtered, hidden_groups, is_small

FEWEST = 3
TOP = 7


def shown(rows: tuple[int, ...]) -> tuple[object, ...]:
    """What a reader sees: the total, and each group's number or that it is hidden."""
    named = {str(n): count for n, count in enumerate(rows)}
    hidden = hidden_groups(named, adds_up=True, fewest=FEWEST)
    return (sum(rows), *(None if str(n) in hidden else count for n, count in enumerate(rows)))


@pytest.mark.parametrize("groups", [1, 2, 3, 4])
def test_a_reader_cannot_work_out_a_small_group(groups: int) -> None:
    """Every table with up to four groups: of each that looks alike, a small group may be several sizes.

    Where there is nothing to hide it behind (all groups together are few), the total is as telling as they.
    """
    alike: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for rows in product(range(1, TOP + 1), repeat=groups):
        alike.setdefault(shown(rows), []).append(rows)
    for view, worlds in alike.items():
        for n in range(groups):
            sizes = {rows[n] for rows in worlds}
            if view[n + 1] is not None or not any(is_small(size, FEWEST) for size in sizes):
                continue
            everything_hidden = all(cell is None for cell in view[1:])
            assert len(sizes) > 1 or everything_hidden, (view, sizes)


def test_which_groups_are_hidden() -> None:
    def hidden(adds_up: bool = True, **rows: int) -> set[str]:
        return set(hidden_groups(rows, adds_up=adds_up))

    assert hidden(a=10, b=20) == set()
    assert hidden(a=9, b=20, c=30) == {"a", "b"}  # b, or a would be the total less the rest
    assert hidden(a=9, b=20, c=30, adds_up=False) == {"a"}
    assert hidden(a=5, b=6, c=30, d=40) == {"a", "b", "c"}
    assert hidden(a=0, b=20) == set()
    assert hidden(a=3) == {"a"}
    assert hidden() == set()


def test_filtered_numbers() -> None:
    def cell(*where: tuple[str, str]) -> Cell:
        return Cell("people.members", "2021", where)

    whole, few, many, rest = cell(), cell(("kind", "写作")), cell(("kind", "主播")), cell(("town", "白节镇"))
    cells = {whole: 100, few: 4, many: 96, rest: 40}
    assert hidden_filtered(cells, {}) == {few, many}  # 100 less 96 is 4
    assert hidden_filtered({many: 96}, {}) == frozenset()  # without the whole nothing follows
    assert hidden_filtered(cells, {("people.members", "2021", "town"): {"白节镇"}}) == {few, many, rest}
    assert hidden_filtered({whole: 9}, {}) == {whole}


@pytest.mark.parametrize(
    ("rows", "released", "hidden"),
    [(20, None, False), (20, 20, False), (20, 19, True), (20, 11, True), (20, 10, False)],
)
def test_between_releases(rows: int, released: int | None, hidden: bool) -> None:
    assert follows_from_release(rows, released) is hidden

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lianxin.sales.rules.sharing import share


@given(st.integers(-(10**9), 10**12), st.lists(st.integers(0, 10**8), min_size=1, max_size=30))
def test_shares_add_up_and_lie_within_a_cent_of_the_exact_share(total, weights):
    parts = share(total, weights)

    assert sum(parts) == total
    whole = sum(weights)
    exact = [Fraction(total * w, whole) if whole else Fraction(total, len(weights)) for w in weights]
    assert all(abs(part - fair) < 1 for part, fair in zip(parts, exact, strict=True))


def test_the_largest_remainder_gets_the_cent_and_the_earlier_row_wins_a_tie():
    assert share(10000, [1, 1, 1]) == [3334, 3333, 3333]
    assert share(100, [1, 2]) == [33, 67]
    assert share(1, [5, 5]) == [1, 0]
    assert share(0, [3, 4]) == [0, 0]
    assert share(7, [0, 0]) == [4, 3]
    assert share(999, [10, 0]) == [999, 0]

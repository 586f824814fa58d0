"""How long who guesses waits: every tier, every number of failures."""

from datetime import timedelta

import pytest

from lianxin.accounts.rules import TIERS, counted, wait_seconds

NOW = timedelta(0)


@pytest.mark.parametrize("name", TIERS)
def test_the_wait_begins_late_doubles_and_ends(name: str) -> None:
    tier = TIERS[name]
    waits = [wait_seconds(tier, failures, NOW) for failures in range(tier.free + 40)]
    assert waits[: tier.free] == [0.0] * tier.free
    assert waits[tier.free] == tier.first.total_seconds()
    for before, after in zip(waits[tier.free :], waits[tier.free + 1 :], strict=False):
        assert after == min(2 * before, tier.most.total_seconds())
    assert waits[-1] == tier.most.total_seconds()


@pytest.mark.parametrize("name", TIERS)
def test_failures_leak_away_one_by_one(name: str) -> None:
    tier = TIERS[name]
    for failures in range(60):
        for leaks in range(70):
            assert counted(tier, failures, tier.leak * leaks) == max(0, failures - leaks)
        assert counted(tier, failures, tier.leak * 1.5) == max(0, failures - 1)
    assert counted(tier, 3, -tier.leak) == 3  # a clock that was set back forgives nothing, and adds nothing


@pytest.mark.parametrize("name", TIERS)
def test_who_waits_is_let_in(name: str) -> None:
    tier = TIERS[name]
    for failures in range(tier.free, tier.free + 40):
        due = timedelta(seconds=wait_seconds(tier, failures, NOW))
        assert wait_seconds(tier, failures, due - timedelta(seconds=1)) <= 1
        assert wait_seconds(tier, failures, due) == 0


def test_a_day_of_guessing_everywhere_looks_at_few() -> None:
    """One account from ever new addresses: the account's own tier is what holds."""
    tier, failures, idle, looked = TIERS["account"], 0, NOW, 0
    for _second in range(24 * 3600):
        if wait_seconds(tier, failures, idle) == 0:
            failures, idle, looked = counted(tier, failures, idle) + 1, NOW, looked + 1
        idle += timedelta(seconds=1)
    assert looked < 250

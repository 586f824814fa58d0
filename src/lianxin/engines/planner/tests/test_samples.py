"""Made-up seasons: the same for a seed, and of the size they say."""

import pytest

from lianxin.engines.planner import SIZES, sample


@pytest.mark.parametrize("size", ["tiny", "small", "district"])
def test_a_sample_has_its_size_and_is_the_same_for_a_seed(size):
    one = sample(size, seed=3)
    counts = (len(one.creators), len(one.products), len(one.studios), one.weeks)
    wanted = SIZES[size]
    assert counts == (wanted.creators, wanted.products, wanted.studios, wanted.weeks)
    assert one == sample(size, seed=3)
    assert one != sample(size, seed=4)


def test_supply_follows_tight_and_shelf_can_be_left_out():
    scarce, plenty = (
        sum(sum(product.supply) for product in sample("small", tight=tight).products) for tight in (0.7, 2.0)
    )
    assert 2.5 < plenty / scarce < 3.2
    assert {product.shelf_weeks for product in sample("small", shelf=False).products} == {0}

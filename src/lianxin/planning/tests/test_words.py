"""How changes to a plan are said."""

import pytest
from django.utils import translation

from lianxin.engines.planner import Session, sample
from lianxin.planning.rules import Change
from lianxin.planning.views.words import Namer

WAS = {"P1": 2, "P2": 1, "P3": 1, "P4": 1, "P5": 1}


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({**WAS, "P1": 1, "P6": 1}, "，增加 竹荪×1；减少 腊肉×1"),
        ({"P1": 3, "P2": 1, "P3": 1, "P4": 1}, "，增加 腊肉×1；减少 P5×1"),
        ({**WAS, "P6": 2}, "，增加 竹荪×2"),
        ({"P1": 2}, "，减少 P2×1、P3×1、P4×1、P5×1"),
    ],
)
def test_of_other_products_all_that_differs_is_said(now: dict[str, int], said: str) -> None:
    namer = Namer(sample("tiny"), {"C1": "阿秀"}, {"P1": "腊肉", "P6": "竹荪"})
    with translation.override("zh-hans"):
        words = namer.change(Change("mix", Session("C1", "S1", 0, WAS), Session("C1", "S1", 0, now)))
    assert words.startswith("换品：阿秀 ") and words.endswith(said)

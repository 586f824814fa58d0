"""Which kind a file is, and what is said where that cannot be."""

import pytest

from lianxin.records.actions import import_paths
from lianxin.records.rules import Refused


def test_a_wrong_kind_is_answered_with_kinds_that_can_be_imported() -> None:
    with pytest.raises(Refused) as refused:
        import_paths(actor=None, paths=[], kind="known:douyin")
    offered = refused.value.params["known"]
    assert {"sheet:members", "orders:douyin"} <= set(offered)
    assert [name for name in offered if name.startswith("known:")] == []
    assert not refused.value.params["near"].startswith("known:")

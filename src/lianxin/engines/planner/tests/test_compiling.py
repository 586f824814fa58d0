"""Kernels that only kernels call."""

import numpy as np
import pytest

from lianxin.engines.planner.compiling import sort_down


def test_an_inner_kernel_is_refused_from_python():
    with pytest.raises(TypeError, match="only kernels call sort_down"):
        sort_down(np.zeros(2), 2, np.zeros(2, dtype=np.int64))

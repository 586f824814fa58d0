"""What the engine opens to others is there, and comes without the solver's libraries."""

import subprocess
import sys
from pathlib import Path

from lianxin.engines import planner


def test_every_public_name_is_there():
    assert sorted(planner.__all__) == sorted(planner._MODULE_OF)
    assert all(getattr(planner, name) is not None for name in planner.__all__)


def test_no_public_name_is_hidden_by_a_module():
    """Reading a module makes it an attribute of the package, in front of what `__getattr__` gives."""
    assert not set(planner.__all__) & {path.stem for path in Path(planner.__file__).parent.glob("*.py")}


def test_looking_at_a_plan_loads_no_solver():
    program = (
        "import sys; from lianxin.engines.planner import Problem, sample; "
        "print({'numba', 'highspy', 'scipy'} & set(sys.modules) or 'none')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "none"

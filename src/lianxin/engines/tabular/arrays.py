"""pyarrow without its stubs: those know too little of dictionaries and kernels for strict typing."""

from typing import Any, TypeAlias

import pyarrow
import pyarrow.compute
import pyarrow.csv

pa: Any = pyarrow
pc: Any = pyarrow.compute
csv: Any = pyarrow.csv

Array: TypeAlias = Any  # pa.Array
DataType: TypeAlias = Any  # pa.DataType

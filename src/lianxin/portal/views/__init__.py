from lianxin.portal.views.data import home, part, record, table
from lianxin.portal.views.more import more

__all__ = ["home", "more", "part", "record", "table"]

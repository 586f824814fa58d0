"""The record sheets of council."""

from lianxin.core.sheets import Sheet
from lianxin.council.models import Measure, Meeting, Resolution

SHEETS = (
    Sheet("meetings", Meeting, key=("meeting_no",), en="Meetings"),
    Sheet("resolutions", Resolution, key=("meeting_no", "item_no"), en="Resolutions"),
    Sheet("measures", Measure, key=("measure_no",), en="Measures"),
)

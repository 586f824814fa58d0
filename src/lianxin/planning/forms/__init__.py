"""What the pages of the planner are asked."""

from lianxin.planning.forms.moving import MarkForm, MoveForm
from lianxin.planning.forms.season import (
    DisruptionForm,
    FairnessForm,
    FloorForm,
    SeasonForm,
    SupplyForm,
    TermsForm,
)

__all__ = [
    "DisruptionForm",
    "FairnessForm",
    "FloorForm",
    "MarkForm",
    "MoveForm",
    "SeasonForm",
    "SupplyForm",
    "TermsForm",
]

"""What the pages of the planner are asked."""

from lianxin.planning.forms.moving import MarkForm, MoveForm
from lianxin.planning.forms.season import (
    DisruptionForm,
    FairnessForm,
    FloorForm,
    LoadForm,
    SeasonForm,
    SupplyForm,
    TermsForm,
)

__all__ = [
    "DisruptionForm",
    "FairnessForm",
    "FloorForm",
    "LoadForm",
    "MarkForm",
    "MoveForm",
    "SeasonForm",
    "SupplyForm",
    "TermsForm",
]

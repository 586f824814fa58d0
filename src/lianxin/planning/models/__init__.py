"""Tables of the season planner: seasons and what is known of them, plans, and what creators say to theirs.

Nothing here is a record sheet, and nothing is a foreign key into one: rows of sheets are removed straight
from the table when an import is rolled back. Members, studios, products and growers stand as their keys.
"""

from lianxin.planning.models.knowledge import CreatorTerms, Disruption, Floor, Loaded, Supply
from lianxin.planning.models.plans import Draft, Instance, Mark, Run, Version
from lianxin.planning.models.proposals import Proposal
from lianxin.planning.models.seasons import Season

__all__ = [
    "CreatorTerms",
    "Disruption",
    "Draft",
    "Floor",
    "Instance",
    "Loaded",
    "Mark",
    "Proposal",
    "Run",
    "Season",
    "Supply",
    "Version",
]

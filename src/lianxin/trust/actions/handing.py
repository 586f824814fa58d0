"""Giving contacts to a partner: written down for each person before a byte leaves."""

import csv
import io

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.ledger import Purpose
from lianxin.engines.tabular import csv_text
from lianxin.trust.access import may_keep
from lianxin.trust.queries import partners
from lianxin.trust.rules import Declined


def hand_over_contacts(*, unit: str, actor: User) -> str:
    """csv text of those who agreed to be contacted by partners. Each of them sees to which unit.

    Raises Declined: not_the_person, no_unit.
    """
    if not may_keep(actor):
        raise Declined("not_the_person")
    if unit not in partners.units():
        raise Declined("no_unit")
    with ledger.event(actor.who, "contacts", verb="export", purpose=Purpose("export", text=unit)) as event:
        rows = partners.contacts(actor)
        event.see(list(event.subjects), "members.phone")
    text = io.StringIO()
    csv.writer(text).writerows([csv_text(value) for value in line] for line in [partners.HEADER, *rows])
    return text.getvalue()

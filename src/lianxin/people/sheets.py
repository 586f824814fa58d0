"""The record sheets of people."""

from lianxin.core.sheets import Sheet
from lianxin.lib.text import normal_name
from lianxin.people.models import Account, Member, Organisation

SHEETS = (
    Sheet("organisations", Organisation, key=("name",), en="Organisations"),
    Sheet("members", Member, key=("member_no",), en="Members"),
    Sheet(
        "accounts",
        Account,
        key=("platform", "account_id", "as_of"),
        en="Platform accounts",
        derived={"nickname_key": ("nickname", normal_name)},
    ),
)

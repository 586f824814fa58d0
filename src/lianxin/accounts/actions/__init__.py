"""Making and changing users, and letting them in."""

from lianxin.accounts.actions.codes import WrongCode, check_code, send_code
from lianxin.accounts.actions.factors import demo_factor, remove_factors, use_code_once
from lianxin.accounts.actions.invitations import Invited, accept, invite
from lianxin.accounts.actions.sessions import end_session, end_sessions
from lianxin.accounts.actions.throttle import Place, TooMany, begin, succeed
from lianxin.accounts.actions.users import (
    change_password,
    change_role,
    create_user,
    disable,
    enable,
)

__all__ = [
    "Invited",
    "Place",
    "TooMany",
    "WrongCode",
    "accept",
    "begin",
    "change_password",
    "change_role",
    "check_code",
    "create_user",
    "demo_factor",
    "disable",
    "enable",
    "end_session",
    "end_sessions",
    "invite",
    "remove_factors",
    "send_code",
    "succeed",
    "use_code_once",
]

"""Making and changing users, and letting them in."""

from lianxin.accounts.actions.codes import WrongCode, check_code, send_code
from lianxin.accounts.actions.factors import demo_factor, remove_factors, use_code_once
from lianxin.accounts.actions.invitations import Invited, accept, invite, send_link
from lianxin.accounts.actions.noting import noted
from lianxin.accounts.actions.resets import ask_reset, confirm_reset
from lianxin.accounts.actions.sessions import end_session, end_sessions, renew_session
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
    "ask_reset",
    "begin",
    "change_password",
    "change_role",
    "check_code",
    "confirm_reset",
    "create_user",
    "demo_factor",
    "disable",
    "enable",
    "end_session",
    "end_sessions",
    "invite",
    "noted",
    "remove_factors",
    "renew_session",
    "send_code",
    "send_link",
    "succeed",
    "use_code_once",
]

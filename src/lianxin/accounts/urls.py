"""`own` are our pages under the name space `accounts`; the others have the names that allauth asks for."""

from django.urls import include, path, register_converter

from lianxin.accounts.views import account, entry, factors, users


class UserVerb:
    regex = "invite|disable|enable|end-sessions|ask-reset|confirm-reset"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


register_converter(UserVerb, "user_verb")
own = (
    [
        path("login", entry.log_in, name="login"),
        path("logout", entry.log_out, name="logout"),
        path("code", entry.ask_code, name="ask_code"),
        path("code/enter", entry.enter_code, name="enter_code"),
        path("invitations/<str:token>", entry.use_invitation, name="invitation"),
        path("", account.overview, name="account"),
        path("start", account.start, name="start"),
        path("password", account.password, name="password"),
        path("second-factor", factors.offer, name="factor"),
        path("sessions/<int:pk>/end", account.end_one, name="end_session"),
        path("sessions/end-others", account.end_others, name="end_others"),
        path("users/", users.users, name="users"),
        path("users/invite", users.invite_new, name="invite"),
        path("users/<int:pk>/", users.one_user, name="user"),
        path("users/<int:pk>/<user_verb:verb>", users.change, name="change_user"),
    ],
    "accounts",
)
urlpatterns = [
    path("", include(own)),
    path("login", entry.log_in, name="account_login"),
    path("logout", entry.log_out, name="account_logout"),
    path("", account.overview, name="mfa_index"),
    path("second-factor/enter", factors.ask, name="mfa_authenticate"),
    path("second-factor/app", factors.add_app, name="mfa_activate_totp"),
    path("second-factor/app/remove", factors.remove_app, name="mfa_deactivate_totp"),
    path("second-factor/passkey", factors.add_passkey, name="mfa_add_webauthn"),
    path("second-factor/passkeys/<int:pk>/remove", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("second-factor/recovery-codes", factors.recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/recovery-codes/new", factors.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("confirm", factors.again_password, name="account_reauthenticate"),
    path("confirm/code", factors.again_code, name="mfa_reauthenticate"),
    path("confirm/passkey", factors.again_passkey, name="mfa_reauthenticate_webauthn"),
]

"""Forms of the way in; the look of our fields on allauth's."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthPasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.accounts.actions import TooMany, begin, succeed, use_code_once
from lianxin.accounts.adapter import patience
from lianxin.accounts.devices import place
from lianxin.accounts.models import User
from lianxin.accounts.rules import missing, normal_address
from lianxin.core.slices import masked

_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}


class Looks:
    """Large fields, no placeholder in place of a label."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            field.widget.attrs |= {"class": f"{kind} {kind}-lg"}
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.label = _("Code")
                field.widget.attrs |= _CODE


class LoginForm(Looks, AllauthLoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""


class PasswordForm(Looks, AllauthPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")


class _Throttled:
    user: User

    def clean_code(self) -> str:
        here = place(context.request, self.user)
        try:
            begin("factor", self.user.username, here)
        except TooMany as error:
            raise patience(error) from None
        code: str = super().clean_code()  # type: ignore[misc]
        if not use_code_once(user=self.user, code=code):
            raise ValidationError(gettext("This code is wrong or was used already. Wait for the next one."))
        succeed("factor", self.user.username, here)
        return code


class FactorForm(Looks, _Throttled, AuthenticateForm):  # type: ignore[misc]
    pass


class FactorAgainForm(Looks, _Throttled, ReauthenticateForm):  # type: ignore[misc]
    pass


class AppForm(Looks, ActivateTOTPForm):  # type: ignore[misc]
    """The code that sets an authenticator app up does not log in as well."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        use_code_once(user=self.user, code=code)
        return code


class PasskeyForm(Looks, AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call it")


class AddressForm(Looks, forms.Form):
    address = forms.CharField(
        label=_("Mobile number or mail address"),
        max_length=254,
        widget=forms.TextInput({"autocomplete": "username"}),
    )


class CodeForm(Looks, forms.Form):
    code = forms.CharField(label=_("Code"), max_length=20)


class NewPasswordForm(Looks, forms.Form):
    """A password for `user`, twice."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 10 characters; several words are easiest to remember."),
    )
    again = forms.CharField(
        label=_("New password, once more"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError(gettext("The two differ."))
        return again


class ChangePasswordForm(NewPasswordForm):
    field_order = ("old", "password", "again")
    old = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class _UserForm(Looks, forms.ModelForm):  # type: ignore[type-arg]
    """`roles`: those that may be given."""

    def __init__(self, *args: Any, roles: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"),
            choices=[choice for choice in User.Role.choices if choice[0] in roles],
            widget=forms.Select({"class": "form-select form-select-lg"}),
        )
        for name, label in _LABELS.items():
            if name in self.fields:
                self.fields[name].label = label
                self.fields[name].widget = forms.TextInput({"class": "form-control form-control-lg"})

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if column := missing(given.get("role", ""), given):
            self.add_error(column, gettext("This role needs it, else the user would see nothing."))
        return given

    def clean_phone(self) -> str:
        return self._address("phone")

    def clean_email(self) -> str:
        return self._address("email")

    def _address(self, kind: str) -> str:
        text = self.cleaned_data[kind]
        found = normal_address(text) if text else (kind, "")
        if found is None or found[0] != kind:
            raise ValidationError(
                gettext("This is no mobile number.")
                if kind == "phone"
                else gettext("This is no mail address.")
            )
        return found[1]


_LABELS = {
    "display_name": _("Name that is shown"),
    "member_no": _("Member number (for members)"),
    "officer_no": _("Officer number (for liaison officers)"),
    "unit": _("Unit (for unit contacts and growers)"),
    "phone": _("Mobile number"),
    "email": _("Mail address"),
}


class InviteForm(_UserForm):
    class Meta:
        model = User
        fields = ("username", "display_name", "role", "member_no", "officer_no", "unit", "phone", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].help_text = _("Letters, digits and @ . + - _")


class RoleForm(_UserForm):
    """Telephone and mail are shown masked; left empty they stay as they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ("phone", "email"):
            self.initial[kind] = ""
            held = masked("phone", getattr(self.instance, kind))
            if held:
                self.fields[kind].help_text = gettext("%(held)s; fill in only to change it") % {"held": held}

    def _address(self, kind: str) -> str:
        return super()._address(kind) or str(
            User.objects.values_list(kind, flat=True).get(pk=self.instance.pk)
        )

    class Meta:
        model = User
        fields = ("display_name", "role", "member_no", "officer_no", "unit", "phone", "email")

"""What the doors accept: allauth's own forms with our words, and those of who works here. Every field may be filled in and pasted into."""

import struct
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as ByPasswordForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ByCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from team.enums import Role
from team.forms import languages, zones
from team.models import Team
from team.sealing import CannotOpenError
from team.services import single_sign_on, teams

UNREADABLE = (AttributeError, InvalidSignature, LookupError, TypeError, ValueError, struct.error)
PASSWORD_HINT = _(
    "At least 12 characters; 15 or more are better, because length is what guessing fails at. Four unrelated words do"
    " well. No digits or marks are asked for, and a password manager may fill it in."
)


def _plain(field: forms.Field, label: Any = None) -> None:
    """Our label, and no words inside the field: they vanish when one types."""
    if label is not None:
        field.label = label
    field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]
    """allauth's sign-in with our words; the browser may fill and paste both fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["login"], _("Email"))
        _plain(self.fields["password"], _("Password"))
        self.fields["login"].widget.attrs.update(autocomplete="username", autofocus=True)
        for field in self.fields.values():
            field.help_text = ""
        self.single_sign_on = settings.OIDC_NAME if single_sign_on.is_offered() else ""
        self.is_for_admins = bool(self.single_sign_on) and settings.OIDC_ONLY


class AgainByPasswordForm(ByPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["password"], _("Password"))


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["oldpassword"], _("The password you have"))
        _plain(self.fields["password1"], _("A new password"))
        _plain(self.fields["password2"], _("The new password again"))
        self.fields["password1"].help_text = PASSWORD_HINT


class _OneCodeForm(forms.Form):
    """A form whose field is a code that an app or a sheet of paper shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        _plain(field, _("Code"))
        field.help_text = _("The six figures your app shows now, or one of your recovery codes.")
        field.widget.attrs.update(autocomplete="one-time-code", autofocus=True, inputmode="numeric")

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except CannotOpenError as error:
            raise forms.ValidationError(
                _(
                    "What your app and your recovery codes are checked against cannot be read any more: a key of this"
                    " installation was changed. Ask an admin to take your second factor away."
                )
            ) from error


class CodeForm(_OneCodeForm, AuthenticateForm):  # type: ignore[misc]
    """The code after the password."""


class AgainByCodeForm(_OneCodeForm, ByCodeForm):  # type: ignore[misc]
    """The code of somebody who is signed in."""


class FirstCodeForm(_OneCodeForm, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, which shows that it has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("The six figures your app shows now.")

    def clean_code(self) -> str:
        """It has shown what it had to show: nobody who looked on gets in with it."""
        code = super().clean_code()
        secret = {"secret": get_adapter().encrypt(self.secret)}
        if not TOTP(Authenticator(user=self.user, data=secret)).validate_code(code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class _ReadPasskeyForm(forms.Form):
    """What a browser says a passkey signed. A stranger may say anything: whatever can't be read is not right."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyLoginForm(_ReadPasskeyForm, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey in place of address and password."""


class PasskeyCodeForm(_ReadPasskeyForm, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class AgainByPasskeyForm(_ReadPasskeyForm, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey of somebody who is signed in."""


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey and what it is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_of_passkey(self.fields["name"])
        self.fields["passwordless"].label = _("Sign in with it alone, without a password")
        self.fields["passwordless"].help_text = _(
            "Then it asks for your finger, your face or its PIN each time."
        )
        self.fields["passwordless"].initial = True

    def clean(self) -> dict[str, Any]:
        try:
            return dict(super().clean())
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_of_passkey(self.fields["name"])


def _name_of_passkey(field: forms.Field) -> None:
    assert isinstance(field, forms.CharField)
    field.label = _("What you call it")
    field.help_text = _("Such as “My phone”. You see it in the list of your passkeys.")
    field.max_length = 80
    field.widget.attrs["maxlength"] = 80


class RoleForm(forms.Form):
    """What a colleague may do, and with whom."""

    role = forms.ChoiceField(label=_("Role"), choices=Role)
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.order_by("name"), required=False
    )


class _PlaceForm(forms.Form):
    """Where somebody works, and in which language they read."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=languages)


class InvitationForm(RoleForm, _PlaceForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("Email"), help_text=_("They sign in with it."))

    field_order: tuple[str, ...] = ("name", "email", "role", "team", "time_zone", "language")


class TeamForm(forms.Form):
    name = forms.CharField(label=_("Name of the team"), max_length=teams.LONGEST_NAME)


class SecondFactorForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Ask for a second factor from"),
        required=False,
        choices=Role,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "From their next sign-in on, whoever has none is led to set one up before anything else."
        ),
    )


class ChoosePasswordForm(_PlaceForm):
    """How somebody comes in by a link: their name as they spell it, and a password of their own."""

    name = forms.CharField(
        label=_("Your name, as you write it"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Email"),
        disabled=True,
        required=False,
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    field_order: tuple[str, ...] = ("name", "email", "password", "time_zone", "language")


class SetUpForm(ChoosePasswordForm):
    """The first admin, by whoever holds the code from the log."""

    code = forms.CharField(
        label=_("Set-up code"),
        help_text=_("It stands in the log of the server that runs Earnest."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autofocus": True}),
    )
    email = forms.EmailField(
        label=_("Email"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    team = forms.CharField(
        label=_("Your team"),
        max_length=120,
        required=False,
        help_text=_("Such as “Sales”. You can add others later."),
    )

    field_order: tuple[str, ...] = (
        "code",
        "name",
        "email",
        "password",
        "team",
        "time_zone",
        "language",
    )

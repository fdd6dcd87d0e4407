"""What the mailbox page accepts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mailbox.enums import Security
from mailbox.models import Mailbox
from mailbox.services.connecting import Connection
from team.models import User

_LARGEST_PORT = 65_535


def _port(label: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        initial=initial,
        min_value=1,
        max_value=_LARGEST_PORT,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )


def _server(label: Any, example: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=253,
        widget=forms.TextInput({"placeholder": example, "autocapitalize": "none"}),
    )


class ConnectionForm(forms.Form):
    """The password is never sent back to the browser, so after a fault it is typed again."""

    address = forms.EmailField(
        label=_("Address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty when it is the address."),
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        strip=False,
        help_text=_("An app password where your provider has them. It is stored sealed."),
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    smtp_host = _server(_("Server for sending (SMTP)"), "smtp.example.com")
    smtp_port = _port(_("Port for sending"), 587)
    smtp_security = forms.ChoiceField(
        label=_("Encryption for sending"), choices=Security, initial=Security.STARTTLS
    )
    imap_host = _server(_("Server for reading (IMAP)"), "imap.example.com")
    imap_port = _port(_("Port for reading"), 993)
    imap_security = forms.ChoiceField(
        label=_("Encryption for reading"), choices=Security, initial=Security.TLS
    )

    @classmethod
    def showing(cls, mailbox: Mailbox | None, user: User) -> "ConnectionForm":
        """What is connected now, or a fresh start with the person's own address."""
        if mailbox is None or mailbox.is_sandbox:
            return cls(initial={"address": user.email})
        names = ["address", "smtp_host", "smtp_port", "smtp_security"]
        names += ["imap_host", "imap_port", "imap_security"]
        shown = {name: getattr(mailbox, name) for name in names}
        return cls(initial=shown | {"username": mailbox.smtp_username})

    def connection(self) -> Connection:
        given = dict(self.cleaned_data)
        given.pop("password")
        given["username"] = given["username"] or given["address"]
        given["smtp_security"] = Security(given["smtp_security"])
        given["imap_security"] = Security(given["imap_security"])
        return Connection(**given)


class LetterheadForm(forms.Form):
    display_name = forms.CharField(label=_("Name on your letters"), max_length=120)
    signature = forms.CharField(
        label=_("Signature"),
        max_length=1000,
        required=False,
        help_text=_("Stands under every letter, above the company's postal address."),
        widget=forms.Textarea({"rows": 4}),
    )
    daily_cap = forms.IntegerField(
        label=_("Letters a day, at most"),
        min_value=1,
        help_text=_("A person reading each letter is spacing enough; this is a last guard."),
        widget=forms.NumberInput({"inputmode": "numeric", "class": "fit"}),
    )

    @classmethod
    def showing(cls, mailbox: Mailbox) -> "LetterheadForm":
        names = ("display_name", "signature", "daily_cap")
        return cls(initial={name: getattr(mailbox, name) for name in names})

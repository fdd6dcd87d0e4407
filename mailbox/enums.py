"""The closed lists of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailboxKind(models.TextChoices):
    SANDBOX = "sandbox", _("Sandbox")
    SMTP_IMAP = "smtp_imap", _("SMTP and IMAP")


class Security(models.TextChoices):
    TLS = "tls", _("TLS from the first byte")
    STARTTLS = "starttls", _("STARTTLS")
    NONE = "none", _("No encryption")


class SignIn(models.TextChoices):
    """How a mail server is shown who we are."""

    PASSWORD = "password", _("Password")
    OAUTH = "oauth", _("Signed in with the provider")


class Provider(models.TextChoices):
    """Providers with a sign-in of their own."""

    GOOGLE = "google", "Google"
    MICROSOFT = "microsoft", "Microsoft"


class MailboxState(models.TextChoices):
    CONNECTED = "connected", _("Connected")
    FAILING = "failing", _("Not letting us in")
    DISCONNECTED = "disconnected", _("Not connected")


MAILBOX_MOVES: dict[MailboxState, frozenset[MailboxState]] = {
    MailboxState.CONNECTED: frozenset({MailboxState.FAILING, MailboxState.DISCONNECTED}),
    MailboxState.FAILING: frozenset({MailboxState.CONNECTED, MailboxState.DISCONNECTED}),
    MailboxState.DISCONNECTED: frozenset({MailboxState.CONNECTED}),
}


class Verdict(models.TextChoices):
    PERSON = "person", _("A person")
    BOUNCE = "bounce", _("Could not be delivered")
    DELAYED = "delayed", _("Delivery is delayed")
    AUTO_REPLY = "auto_reply", _("Automatic reply")
    OWN = "own", _("Sent from this mailbox")


class Purpose(models.TextChoices):
    """What a sealed secret opens; part of the seal itself."""

    SEND = "send", _("Sending")
    READ = "read", _("Reading")


class Stage(models.TextChoices):
    """The five points at which a mail server can refuse."""

    CONNECT = "connect", _("Connecting")
    SIGN_IN = "sign_in", _("Signing in")
    SENDER = "sender", _("The sender's address")
    RECIPIENT = "recipient", _("The recipient's address")
    LETTER = "letter", _("The letter")

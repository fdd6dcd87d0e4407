"""A rep's mailbox: where it is and how it is doing. Its passwords lie in tables of their own."""

from django.core.exceptions import ObjectDoesNotExist
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mailbox.enums import MailboxKind, MailboxState, Provider, Purpose, Security, SignIn
from team.models import User

MOST_LETTERS_A_DAY = 60


class MailboxQuerySet(models.QuerySet["Mailbox"]):
    def readable(self) -> "MailboxQuerySet":
        """Those that hold a sign-in at all."""
        return self.exclude(state=MailboxState.DISCONNECTED)


class Mailbox(models.Model):
    """One a person. `state_note` says in words what is wrong, `state_since` since when."""

    owner = models.OneToOneField(User, on_delete=models.PROTECT, related_name="mailbox")
    address = models.EmailField(_("address"), max_length=254)
    display_name = models.CharField(_("name on letters"), max_length=120)
    signature = models.TextField(_("signature"), blank=True, max_length=1000)
    kind = models.CharField(max_length=20, choices=MailboxKind)
    smtp_host = models.CharField(max_length=253)
    smtp_port = models.PositiveIntegerField()
    smtp_security = models.CharField(max_length=10, choices=Security)
    smtp_username = models.CharField(max_length=254)
    imap_host = models.CharField(max_length=253)
    imap_port = models.PositiveIntegerField()
    imap_security = models.CharField(max_length=10, choices=Security)
    imap_username = models.CharField(max_length=254)
    sign_in = models.CharField(max_length=10, choices=SignIn, default=SignIn.PASSWORD)
    provider = models.CharField(max_length=10, choices=Provider, blank=True)
    state = models.CharField(max_length=20, choices=MailboxState)
    state_note = models.CharField(max_length=300, blank=True)
    state_since = models.DateTimeField()
    connected_at = models.DateTimeField()
    last_read_at = models.DateTimeField(null=True)
    last_tried_at = models.DateTimeField(null=True)
    daily_cap = models.PositiveSmallIntegerField(
        _("letters a day"), default=MOST_LETTERS_A_DAY, validators=[MinValueValidator(1)]
    )

    objects = MailboxQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "mailboxes"
        constraints = [
            models.UniqueConstraint(Lower("address"), name="an_address_belongs_to_one_mailbox"),
            models.CheckConstraint(
                condition=models.Q(state__in=MailboxState.values),
                name="a_mailbox_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=MailboxKind.values), name="a_mailbox_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(sign_in=SignIn.PASSWORD, provider="")
                | models.Q(sign_in=SignIn.OAUTH, provider__in=Provider.values),
                name="a_mailbox_signs_in_in_a_known_way",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def is_sandbox(self) -> bool:
        return self.kind == MailboxKind.SANDBOX

    @property
    def is_connected(self) -> bool:
        return self.state != MailboxState.DISCONNECTED

    @property
    def uses_oauth(self) -> bool:
        return self.sign_in == SignIn.OAUTH

    def sealed_for(self, purpose: Purpose) -> bytes | None:
        """The sealed secret for one purpose, or None. Only the web role may ask for SEND."""
        try:
            secret = self.send_secret if purpose == Purpose.SEND else self.read_secret
        except ObjectDoesNotExist:
            return None
        return bytes(secret.sealed)

    def bound_to(self, purpose: Purpose) -> str:
        """What a secret of this mailbox is sealed to: whose it is, and the one server it may be shown to."""
        if purpose == Purpose.SEND:
            server = (self.smtp_host, self.smtp_port, self.smtp_security, self.smtp_username)
        else:
            server = (self.imap_host, self.imap_port, self.imap_security, self.imap_username)
        facts = (purpose.value, f"mailbox:{self.pk}", f"owner:{self.owner_id}", *map(str, server))
        return "|".join(facts)

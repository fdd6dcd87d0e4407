"""What exists in the team room: roles and the kinds of audited acts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    REP = "rep", _("Rep")
    MANAGER = "manager", _("Manager")
    ADMIN = "admin", _("Admin")
    AUDITOR = "auditor", _("Auditor")


class SignIn(TextChoices):
    """What somebody showed first to get in."""

    PASSWORD = "password", _("password")
    PASSKEY = "passkey", _("passkey")
    SINGLE_SIGN_ON = "single_sign_on", _("single sign-on")


class SecondFactor(TextChoices):
    """What somebody showed besides; a passkey that opens the door alone is both."""

    TOTP = "totp", _("code from an app")
    PASSKEY = "webauthn", _("passkey")
    RECOVERY_CODE = "recovery_codes", _("recovery code")


class AuditConcerned(TextChoices):
    USER = "user", _("colleague")
    PERSON = "person", _("person")
    COMPANY = "company", _("company")


class AuditKind(TextChoices):
    USER_ADDED = "user_added", _("let somebody in")
    USER_CHANGED = "user_changed", _("changed what somebody may do")
    SIGNED_IN = "signed_in", _("signed in")
    SIGNED_OUT = "signed_out", _("signed out")
    APPROVED = "approved", _("reviewed a try")
    WITHDRAWN = "withdrawn", _("took a review back")
    DELIVERED = "delivered", _("sent a try")
    DELIVERY_RESOLVED = "delivery_resolved", _("said whether a try left")
    SUPPRESSED = "suppressed", _("added to the stop list")
    SUPPRESSION_LIFTED = "suppression_lifted", _("lifted a stop")
    POLICY_CHANGED = "policy_changed", _("changed a rule")
    EXPORTED = "exported", _("exported data")
    IMPORTED = "imported", _("brought people in")
    IMPORT_TAKEN_BACK = "import_taken_back", _("took an import back")
    MERGED = "merged", _("made two records one person")
    UNMERGED = "unmerged", _("parted two records again")
    MAILBOX_CONNECTED = "mailbox_connected", _("connected a mailbox")
    MAILBOX_DISCONNECTED = "mailbox_disconnected", _("disconnected a mailbox")
    BOUNCES_LOOKED_AT = "bounces_looked_at", _("looked why letters came back")
    LIBRARY_APPROVED = "library_approved", _("approved something for the library")
    LIBRARY_TAKEN_OUT = "library_taken_out", _("took something out of the library")
    HANDED_OVER = "handed_over", _("gave a person to a colleague")
    CAPACITY_EXCEEDED = "capacity_exceeded", _("let a rep take on more than a day holds")
    CADENCE_PUBLISHED = "cadence_published", _("published a cadence")
    ERASED = "erased", _("erased a person's data")
    SWEPT = "swept", _("took away what was kept long enough")
    CADENCE_SHELVED = "cadence_shelved", _("took a cadence out of use, or back")
    DAYS_CHANGED = "days_changed", _("changed a colleague's working days")
    DAYS_GONE_ENTERED = "days_gone_entered", _("entered time off for days that were gone")
    LINK_MADE = "link_made", _("made a link to sign in with")
    LINK_TAKEN_BACK = "link_taken_back", _("took a link to sign in back")
    SIGN_IN_CHANGED = "sign_in_changed", _("changed a way to sign in")
    SECOND_FACTOR_ASKED = "second_factor_asked", _("changed who needs a second factor")
    TEAM_CHANGED = "team_changed", _("changed a team")

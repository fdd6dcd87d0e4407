"""Which states exist in the method, and which moves between them are legal."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VersionState(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class EnrollmentState(TextChoices):
    ACTIVE = "active", _("In a cadence")
    PAUSED = "paused", _("Waiting, as they asked")
    TALKING = "talking", _("Talking with them")
    ENDED = "ended", _("Ended")


ENROLLMENT_MOVES: dict[str, frozenset[str]] = {
    EnrollmentState.ACTIVE: frozenset(
        {EnrollmentState.PAUSED, EnrollmentState.TALKING, EnrollmentState.ENDED}
    ),
    EnrollmentState.PAUSED: frozenset(
        {EnrollmentState.ACTIVE, EnrollmentState.TALKING, EnrollmentState.ENDED}
    ),
    # Whoever talks with us is never handed back to the plan.
    EnrollmentState.TALKING: frozenset({EnrollmentState.ENDED}),
    EnrollmentState.ENDED: frozenset(),
}


class Ending(TextChoices):
    NOT_REACHED = "not_reached", _("Not reached after ten good tries")
    REPLIED = "replied", _("They wrote back")
    MET = "met", _("We talked")
    NO = "no", _("No, thanks")
    NOT_A_FIT = "not_a_fit", _("Not a fit")
    STOPPED = "stopped", _("Asked us to stop")
    UNREACHABLE = "unreachable", _("No channel works")
    COMPANY_CLOSED = "company_closed", _("The company closed")


class TouchState(TextChoices):
    PLANNED = "planned", _("Planned")
    DRAFTED = "drafted", _("Drafted")
    DONE = "done", _("Made")
    SKIPPED = "skipped", _("Skipped")
    CANCELLED = "cancelled", _("Stopped")


OPEN_TOUCH = (TouchState.PLANNED, TouchState.DRAFTED)

TOUCH_MOVES: dict[str, frozenset[str]] = {
    TouchState.PLANNED: frozenset(
        {TouchState.DRAFTED, TouchState.DONE, TouchState.SKIPPED, TouchState.CANCELLED}
    ),
    TouchState.DRAFTED: frozenset({TouchState.DONE, TouchState.SKIPPED, TouchState.CANCELLED}),
    TouchState.DONE: frozenset(),
    TouchState.SKIPPED: frozenset(),
    # A letter may be under way when a reply stops everything: it is still counted as a try made.
    TouchState.CANCELLED: frozenset({TouchState.DONE}),
}


class TouchKind(TextChoices):
    """Why a letter is written: because the plan says so, or because they wrote to us."""

    STEP = "step", _("Try")
    ANSWER = "answer", _("Answer")
    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement")


class DeliveryState(TextChoices):
    RESERVED = "reserved", _("Getting ready")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")
    UNKNOWN = "unknown", _("We can't tell whether it left")


# It is leaving, or may have left: nobody else takes the try up before that is known.
NOT_SETTLED = (DeliveryState.RESERVED, DeliveryState.SENDING, DeliveryState.UNKNOWN)

DELIVERY_MOVES: dict[str, frozenset[str]] = {
    DeliveryState.RESERVED: frozenset({DeliveryState.SENDING, DeliveryState.FAILED}),
    DeliveryState.SENDING: frozenset(
        {DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNKNOWN}
    ),
    DeliveryState.UNKNOWN: frozenset({DeliveryState.SENT, DeliveryState.FAILED}),
    DeliveryState.SENT: frozenset(),
    DeliveryState.FAILED: frozenset(),
}


class DraftOrigin(TextChoices):
    TEMPLATE = "template", _("From the step's template")
    REP = "rep", _("Written by the rep")
    HELPED = "helped", _("Worded with help")


class CallOutcome(TextChoices):
    SPOKE = "spoke", _("Spoke with them")
    VOICEMAIL = "voicemail", _("Left a voicemail")
    NO_ANSWER = "no_answer", _("No answer")
    GATEKEEPER = "gatekeeper", _("Spoke with a colleague of theirs")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    ASKED_TO_STOP = "asked_to_stop", _("Asked us to stop")


class SkipReason(TextChoices):
    WRONG_TIME = "wrong_time", _("Wrong time")
    NOTHING_NEW = "nothing_new", _("Nothing new to say")
    TALK_FIRST = "talk_first", _("Talk to someone first")
    TOLD_THEM = "told_them", _("I told them another way")
    WANT_NO_MORE = "want_no_more", _("They want no more mail, not even this")
    OTHER = "other", _("Other")


# Why a try is skipped, and why a letter that answers is left out.
SKIPPING = (SkipReason.WRONG_TIME, SkipReason.NOTHING_NEW, SkipReason.TALK_FIRST, SkipReason.OTHER)
LEAVING_OUT = (SkipReason.TOLD_THEM, SkipReason.WANT_NO_MORE, SkipReason.OTHER)


class ReplyKind(TextChoices):
    INTERESTED = "interested", _("Interested")
    NOT_NOW = "not_now", _("Not now")
    NO = "no", _("No, thanks")
    REFERRAL = "referral", _("Wrong person, or pointed us to someone")
    AWAY = "away", _("Out of office")
    AUTOMATIC = "automatic", _("Automatic")


class NoReason(TextChoices):
    """Why they said no, as a person read it. Their own words stand beside it."""

    PRICE = "price", _("Price or budget")
    TIMING = "timing", _("Timing")
    HAS_SOLUTION = "has_solution", _("Has a solution")
    NO_NEED = "no_need", _("No need, or not a fit")
    WRONG_PERSON = "wrong_person", _("Wrong person")
    TRUST = "trust", _("Trust, or too pushy")
    OTHER = "other", _("Something else")


class GapCause(TextChoices):
    REP = "rep", _("We were late")
    TIME_OFF = "time_off", _("Time off")
    CLOSURE = "closure", _("We were closed")
    HOLIDAY = "holiday", _("Holiday")
    WEEKEND = "weekend", _("Weekend")
    ASKED_TO_WAIT = "asked_to_wait", _("They asked us to wait")
    COLLEAGUE = "colleague", _("A colleague was talking with the company")
    BY_HAND = "by_hand", _("We wrote to them by hand that day")
    INTRODUCTION = "introduction", _("We waited for an introduction")
    PROVIDER = "provider", _("The mail provider")
    TEMPLATE_CHANGE = "template_change", _("The cadence changed")


# Where one of these is why a try waits, its day is others' to name.
NAMED_BY_OTHERS = (GapCause.ASKED_TO_WAIT, GapCause.INTRODUCTION)

# What a rep may give for moving a try past day seven. The plan's own causes are not theirs to give.
GIVEN_CAUSES = (
    GapCause.ASKED_TO_WAIT,
    GapCause.INTRODUCTION,
    GapCause.PROVIDER,
    GapCause.REP,
)


class RequestAnswer(TextChoices):
    """What whoever leads a company's conversation says to a colleague who would like to join it."""

    YES = "yes", _("Yes")
    NO = "no", _("Not now")


class HouseRuleKind(TextChoices):
    """What an admin adds to the checks: a look that is a stop here, or a line of one of five lists."""

    RAISED = "raised", _("A look that is a stop here")
    WORN = "worn", _("Worn phrases")
    GUILT = "guilt", _("Phrases that ask them to feel bad")
    JARGON = "jargon", _("Words of a brochure")
    CALENDAR = "calendar", _("Calendars that people book in")
    SHORTENER = "shortener", _("Addresses that hide where they lead")


LISTS = tuple(kind for kind in HouseRuleKind if kind != HouseRuleKind.RAISED)

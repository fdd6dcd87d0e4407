"""The closed lists of this room. Words for the screen are the labels."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    EMAIL = "email", _("E-mail")
    CALL = "call", _("Call")
    LINKEDIN = "linkedin", _("LinkedIn")
    POST = "post", _("Post")


class Standing(TextChoices):
    """How somebody stands with us, as the list of people asks for it."""

    FREE = "free", _("In no cadence")
    IN = "in", _("In a cadence")
    TALKING = "talking", _("Talking with us")
    RESTING = "resting", _("Resting")
    STOPPED = "stopped", _("Asked us to stop")
    MISFIT = "misfit", _("Not a fit")


class Heard(TextChoices):
    """When something last happened with somebody."""

    LATELY = "lately", _("In the last 30 days")
    LONG_AGO = "long_ago", _("Not for 90 days")
    NEVER = "never", _("Not yet")


class Order(TextChoices):
    """In which order people are listed; each has an index."""

    NAME = "name", _("Name")
    HEARD = "heard", _("Last heard of")
    NEWEST = "newest", _("Newest")


class SubscriberType(TextChoices):
    UNKNOWN = "unknown", _("Not known yet")
    CORPORATE = "corporate", _("At work, for a company")
    INDIVIDUAL = "individual", _("A private person or sole trader")


class LawfulBasis(TextChoices):
    UNKNOWN = "unknown", _("Not recorded yet")
    LEGITIMATE_INTEREST = "legitimate_interest", _("Legitimate interest")
    CONSENT = "consent", _("They agreed")
    CONTRACT = "contract", _("A contract with them")


class Verdict(TextChoices):
    """What a country's rule says of a channel."""

    ALLOWED = "allowed", _("Allowed")
    NEEDS_BASIS = "needs_basis", _("Needs a basis")
    BLOCKED = "blocked", _("Not allowed")


class DetailOrigin(TextChoices):
    """How an address, a number or a profile of somebody came to us."""

    HAND = "hand", _("Typed by hand")
    FILE = "file", _("From a file")
    ANSWER = "answer", _("From an answer to us")


class NoticeWay(TextChoices):
    """How somebody was told that we keep data about them."""

    FIRST_LETTER = "first_letter", _("In the first letter")
    OWN_LETTER = "own_letter", _("In a letter of its own")
    SPOKEN = "spoken", _("On the phone or in person")
    OTHER = "other", _("Another way")


class ErasureCause(TextChoices):
    ASKED = "asked", _("They asked us to")
    NO_NEED = "no_need", _("We have no need of it any more")
    KEPT_LONG_ENOUGH = "long_enough", _("It was kept long enough")


class Kept(TextChoices):
    """What a retention rule is about. The audit and the stop list's hashes are kept for good."""

    PEOPLE = "people", _("People who never answered, after their last cadence")
    REPLIES = "replies", _("The words of replies, after they came")
    MAIL = "mail", _("Mail as it was fetched, after it was read")
    IMPORTS = "imports", _("Files and their rows, after they came")


class SuppressionKind(TextChoices):
    EMAIL = "email", _("E-mail address")
    DOMAIN = "domain", _("Domain")
    PHONE = "phone", _("Phone number")
    PROFILE = "profile", _("LinkedIn profile")
    PERSON = "person", _("Person")


class SuppressionOrigin(TextChoices):
    TOLD_US = "told_us", _("They told one of us")
    REPLY = "reply", _("They wrote it in a reply")
    UNSUBSCRIBE = "unsubscribe", _("They used the link in a letter")
    BOUNCE = "bounce", _("The address does not exist")
    LIST = "list", _("From a stop list")
    ERASED = "erased", _("They asked us to erase their data")


class ActivityKind(TextChoices):
    """What can stand on a person's timeline; downstream rooms record theirs here too."""

    NOTE = "note", _("Note")
    ADDED = "added", _("Added by hand")
    IMPORTED = "imported", _("Brought in from a file")
    EDITED = "edited", _("Details changed")
    HANDED_OVER = "handed_over", _("Handed over")
    SUPPRESSED = "suppressed", _("Asked us to stop")
    SUPPRESSION_LIFTED = "suppression_lifted", _("May be written to again")
    RESEARCHED = "researched", _("Research saved")
    NAME_CONFIRMED = "name_confirmed", _("Name confirmed")
    FINDING_ADDED = "finding_added", _("Fact added")
    FINDING_RETRACTED = "finding_retracted", _("Fact taken back")
    INTRODUCTION = "introduction", _("Introduction")
    COLLEAGUE_ASKED = "colleague_asked", _("Asked a colleague")
    COLLEAGUE_ANSWERED = "colleague_answered", _("A colleague answered")
    ENROLLED = "enrolled", _("Joined a cadence")
    MOVED_ON = "moved_on", _("Goes on by a newer version")
    ENROLLMENT_ENDED = "enrollment_ended", _("Cadence ended")
    WROTE = "wrote", _("Wrote by hand")
    LETTER_SENT = "letter_sent", _("Letter sent")
    LETTER_FAILED = "letter_failed", _("Letter did not leave")
    LETTER_UNKNOWN = "letter_unknown", _("Letter may have left")
    LETTER_LEFT = "letter_left", _("Said that the letter left")
    LETTER_STAYED = "letter_stayed", _("Said that the letter didn't leave")
    CALL_MADE = "call_made", _("Called")
    LINKEDIN_DONE = "linkedin_done", _("On LinkedIn")
    POSTED = "posted", _("Posted a letter")
    SKIPPED = "skipped", _("Try skipped")
    POSTPONED = "postponed", _("Moved to another day")
    REPLIED = "replied", _("They wrote back")
    PRESSED = "pressed", _("They pressed the unsubscribe link")
    MAIL_DECIDED = "mail_decided", _("Said whose mail it was")
    BOUNCED = "bounced", _("Letter came back")
    HELD = "held", _("On hold")
    HOLD_LIFTED = "hold_lifted", _("Hold lifted")
    ANSWERED = "answered", _("Answered")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    ANSWER_LEFT_OUT = "answer_left_out", _("Answer left out")
    BASIS_RECORDED = "basis_recorded", _("Data details changed")
    NOTICE_GIVEN = "notice_given", _("Told them about their data")
    ERASED = "erased", _("Data erased")
    MERGED = "merged", _("Made one of two records")
    UNMERGED = "unmerged", _("Parted the two records again")


# What we did with a person that they heard, or may have heard.
TRIED = (
    ActivityKind.WROTE,
    ActivityKind.LETTER_SENT,
    ActivityKind.LETTER_UNKNOWN,
    ActivityKind.LETTER_LEFT,
    ActivityKind.CALL_MADE,
    ActivityKind.LINKEDIN_DONE,
    ActivityKind.POSTED,
    ActivityKind.ANSWERED,
    ActivityKind.ACKNOWLEDGED,
)


class ImportState(TextChoices):
    BROUGHT = "brought", _("Columns to match")
    READING = "reading", _("Being read")
    CHECKED = "checked", _("To look over")
    APPLYING = "applying", _("Being brought in")
    APPLIED = "applied", _("Brought in")
    TAKEN_BACK = "taken_back", _("Taken back")


IMPORT_MOVES: dict[ImportState, frozenset[ImportState]] = {
    ImportState.BROUGHT: frozenset({ImportState.BROUGHT, ImportState.READING}),
    ImportState.READING: frozenset({ImportState.BROUGHT, ImportState.READING, ImportState.CHECKED}),
    ImportState.CHECKED: frozenset(
        {ImportState.BROUGHT, ImportState.READING, ImportState.APPLYING}
    ),
    # Back to its columns only where the rows were lost: whoever is in already is known by then.
    ImportState.APPLYING: frozenset({ImportState.BROUGHT, ImportState.APPLIED}),
    ImportState.APPLIED: frozenset({ImportState.TAKEN_BACK}),
    ImportState.TAKEN_BACK: frozenset(),
}


class RowVerdict(TextChoices):
    ACCEPTED = "accepted", _("To bring in")
    REJECTED = "rejected", _("Left out")
    DUPLICATE = "duplicate", _("Known already")
    ASIDE = "aside", _("From an earlier reading")


class ImportField(TextChoices):
    """What a column of a file can be for us."""

    NAME = "name", _("Full name")
    FIRST_NAME = "first_name", _("First name")
    LAST_NAME = "last_name", _("Last name")
    PREFERRED_NAME = "preferred_name", _("Preferred name")
    PRONUNCIATION = "pronunciation", _("How to say the name")
    TITLE = "title", _("Job title")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    LINKEDIN = "linkedin_url", _("LinkedIn profile")
    CITY = "city", _("City")
    COUNTRY = "country", _("Country")
    LANGUAGE = "language", _("Language")
    COMPANY = "company_name", _("Company")
    WEBSITE = "website", _("Company website or domain")
    INDUSTRY = "industry", _("Industry")
    EMPLOYEES = "employees", _("Number of employees")
    SOURCE = "source", _("Where this came from")
    TIME_ZONE = "time_zone", _("Time zone")
    REGION = "subdivision", _("Region")
    CUSTOMER = "customer", _("Whether they are a customer")
    BASIS = "lawful_basis", _("Why we may write")
    SUBSCRIBER = "subscriber_type", _("Reached at work or privately")
    SOURCE_DATE = "source_date", _("Got on")


class RowFault(TextChoices):
    """Why a row stays out. Each label is the sentence the rep reads."""

    EMPTY = "empty", _("The row is empty.")
    TOO_MANY_CELLS = (
        "too_many_cells",
        _("The row has more cells than there are columns."),
    )
    NO_NAME = "no_name", _("There is no name.")
    NAME_TOO_LONG = "name_too_long", _("The name is longer than 200 characters.")
    NO_COMPANY = "no_company", _("There is no company.")
    COMPANY_TOO_LONG = (
        "company_too_long",
        _("The company's name is longer than 200 characters."),
    )
    TOO_LONG = "too_long", _("A cell is longer than 200 characters.")
    HIDDEN_CHARACTERS = (
        "hidden_characters",
        _("There are hidden control characters in the row."),
    )
    BAD_EMAIL = "bad_email", _("The e-mail address is not one that can receive mail.")
    STOPPED = "stopped", _("They asked us to stop.")
    REPEATED = "repeated", _("The same person stands further up in this file.")
    KNOWN = "known", _("This person is known already.")
    CUSTOMER = "customer", _("They are a customer already.")
    COLLEAGUES_COMPANY = "colleagues_company", _("A colleague leads the talk with this company.")
    PERHAPS_KNOWN = "perhaps_known", _("They may be somebody who is here already.")
    PERHAPS_TWICE = "perhaps_twice", _("They may stand further up in this file.")
    PERHAPS_WAITING = "perhaps_waiting", _("They may be in another file that waits.")


class RowLook(TextChoices):
    """Worth a look before the row comes in; the row is accepted all the same."""

    ALL_CAPITALS = "all_capitals", _("The name is all capitals.")
    ALL_SMALL = "all_small", _("The name has no capitals.")
    SWAPPED = "swapped", _("First and last name may be swapped.")
    EMOJI = "emoji", _("There is an emoji or symbol in the name.")
    HONORIFIC = "honorific", _("There is a title such as “Dr” in the name.")
    DIGITS = "digits", _("There is a digit in the name.")
    ACCENTS = "accents", _("The address spells the name with dots over a letter.")
    BROKEN = "broken", _("Letters of the name were lost on the way.")
    CUSTOMER = "customer", _("The file says that they are a customer.")
    COLLEAGUES_COMPANY = "colleagues_company", _("A colleague leads the talk with this company.")
    PERHAPS_KNOWN = "perhaps_known", _("They may be somebody who is here already.")
    PERHAPS_TWICE = "perhaps_twice", _("They may stand further up in this file.")
    PERHAPS_WAITING = "perhaps_waiting", _("They may be in another file that waits.")
    PHONE_LEFT_OUT = (
        "phone_left_out",
        _("The phone number could not be read; it is left out."),
    )
    PROFILE_LEFT_OUT = (
        "profile_left_out",
        _("That is not a LinkedIn profile; it is left out."),
    )
    COUNTRY_LEFT_OUT = (
        "country_left_out",
        _("The country is not known; it is left out."),
    )
    REGION_LEFT_OUT = (
        "region_left_out",
        _("The country has no such region; it is left out. One looks like Bayern, BY or DE-BY."),
    )
    ZONE_LEFT_OUT = (
        "zone_left_out",
        _("There is no such time zone; it is left out. One looks like Europe/Dublin."),
    )
    DOMAIN_LEFT_OUT = (
        "domain_left_out",
        _("The website could not be read; it is left out."),
    )
    BASIS_LEFT_OUT = (
        "basis_left_out",
        _("Why we may write could not be read; it is left out."),
    )
    SUBSCRIBER_LEFT_OUT = (
        "subscriber_left_out",
        _("Whether they are reached at work could not be read; it is left out."),
    )
    DAY_LEFT_OUT = (
        "day_left_out",
        _("The day could not be read; it is left out. One looks like 2026-11-30."),
    )


class Why(TextChoices):
    """Why two records may be one person."""

    EMAIL = "email", _("The same e-mail address")
    PHONE = "phone", _("The same number and a like name")
    PROFILE = "profile", _("The same LinkedIn profile")
    NAME = "name", _("A like name at the same company")


class WhyOneCompany(TextChoices):
    """Why two records may be one company."""

    NAME = "name", _("A like name")
    DOMAIN = "domain", _("A like domain")


# What a person mends in the names, a kind at a time; and what a person decides whether to write to.
NAME_LOOKS = (
    RowLook.ALL_CAPITALS,
    RowLook.ALL_SMALL,
    RowLook.SWAPPED,
    RowLook.EMOJI,
    RowLook.HONORIFIC,
    RowLook.DIGITS,
    RowLook.ACCENTS,
    RowLook.BROKEN,
)
CHOICES = (
    RowLook.CUSTOMER,
    RowLook.PERHAPS_KNOWN,
    RowLook.PERHAPS_TWICE,
    RowLook.PERHAPS_WAITING,
    RowLook.COLLEAGUES_COMPANY,
)


class FileEncoding(TextChoices):
    """How a file may be written. Those that a person may choose come in order of likelihood."""

    UTF_8 = "utf-8-sig", _("UTF-8")
    UTF_16 = "utf-16", _("UTF-16")
    UTF_16_LE = "utf-16-le", _("UTF-16, little endian")
    UTF_16_BE = "utf-16-be", _("UTF-16, big endian")
    WESTERN = "cp1252", _("Western European (Windows)")
    CENTRAL = "cp1250", _("Central European (Windows)")
    WESTERN_ISO = "iso8859-15", _("Western European (ISO 8859-15)")
    BALTIC = "cp1257", _("Baltic (Windows)")
    TURKISH = "cp1254", _("Turkish (Windows)")
    CYRILLIC = "cp1251", _("Cyrillic (Windows)")
    GREEK = "cp1253", _("Greek (Windows)")
    MAC = "mac-roman", _("Western European (older Mac)")
    JAPANESE = "shift_jis", _("Japanese (Shift JIS)")
    CHINESE = "gb18030", _("Chinese (GB 18030)")


UNICODE_ENCODINGS = frozenset(
    {
        FileEncoding.UTF_8,
        FileEncoding.UTF_16,
        FileEncoding.UTF_16_LE,
        FileEncoding.UTF_16_BE,
    }
)

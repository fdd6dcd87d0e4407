"""The one order in which rows of a try are locked, and what the database's own guards say."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from cadence.models import Enrollment, Touch
from cadence.permissions import check_works
from team.models import User
from team.refusals import Refused


def claim(touch: Touch, *, by: User) -> Touch:
    """`lock` it for its rep. Refuses a colleague's try."""
    locked = lock(touch)
    check_works(by, locked)
    locked.owner = by
    return locked


def lock(touch: Touch) -> Touch:
    """Lock the enrollment, then the try, and hand back the try as it stands now.

    Every writer takes them in this order, so nobody waits in a circle.
    """
    enrollment = Enrollment.objects.select_for_update().get(pk=touch.enrollment_id)
    # A reply is read only where a letter answers one: planning to join it would cost every claim more than all the rest.
    locked = (
        Touch.objects.select_related("prospect__company", "step")
        .select_for_update(of=("self",))
        .get(pk=touch.pk)
    )
    locked.enrollment = enrollment
    return locked


def one_at_a_time(what: int, pk: int) -> None:
    """Wait until no other transaction does this with that one; after the rows above, by whoever may not lock its row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s::int)", [what, pk])


@contextmanager
def guarded() -> Iterator[None]:
    """Run statements that the database's guards watch; a guard's no becomes a sentence.

    The codes are those of migrations/sql/sending.sql. Policies ask the same rules first, so these
    sentences are read only when something changed in between.
    """
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        code = getattr(error.__cause__, "sqlstate", "") or ""
        if code == "23505":
            raise Refused(_("This letter is on its way already."), code="conflict_sent") from error
        sentence = _sentence(code)
        if sentence is None:
            raise
        raise Refused(sentence, code=f"conflict_{code.lower()}") from error


def _sentence(code: str) -> str | None:
    return {
        "EA160": _("A colleague is talking with this company. Ask before you begin there."),
        "EA161": _("This was answered already."),
        "EA163": _("Another record stands for this person by now. Open that one."),
        "EA165": _("Somebody there answered in the meantime. Look at both once more."),
        "EA515": _("Another record stands for this company by now. Open that one."),
        "EA202": _("You signed out since you reviewed this. Read it once more and send it."),
        "EA203": _("This try or this mailbox belongs to a colleague. Nothing was sent."),
        "EA204": _("There is a newer text than the one you reviewed. Read it, then send it."),
        "EA205": _("This cadence has ended in the meantime. Nothing was sent."),
        "EA206": _("This try was closed in the meantime. Nothing was sent."),
        "EA208": _("They wrote back in the meantime. Nothing was sent. Read it first."),
        "EA209": _("They asked us to stop in the meantime. Nothing was sent."),
        "EA211": _("This is not what you reviewed. Nothing was sent."),
        "EA212": _("This review was used already."),
        "EA213": _("You took this back. Nothing was sent."),
        "EA214": _(
            "You reviewed this more than fifteen minutes ago. Read it once more and send it."
        ),
        "EA215": _("That is all this mailbox sends today. The rest keep until tomorrow."),
        "EA216": _("Their address changed or bounced in the meantime. Nothing was sent."),
        "EA217": _(
            "Thanks for a no ask nothing, link nowhere and are sixty words at most. Nothing was sent."
        ),
        "EA218": _("Too many letters came back to this mailbox. Look why, in Settings, Mailbox."),
        "EA219": _("What they said was read as something else. Nothing was sent."),
        "EA223": _("Sign in again to say whether it left."),
        "EA225": _("It is too late to undo: the letter left, or may have left."),
        "EA230": _(
            "What this brings was taken out of the library, or ran out. Bring something else."
        ),
        "EA231": _("Somebody was asked to introduce us in the meantime. Nothing was sent."),
        "EA240": _("Nobody has said yet that they introduce you. Bring something else."),
        "EA232": _("The fact in this is too old to use now, or was taken back. Nothing was sent."),
        "EA241": _("The rules of their country close this channel. Nothing was sent."),
        "EA242": _(
            "The rules of their country ask for a basis that is not on record. Nothing was sent."
        ),
        "EA243": _("Their data was erased in the meantime. Nothing was sent."),
        "EA506": _(
            "Something with this person is still under way: a cadence, a letter or an unread answer."
        ),
        "EA511": _("Ask your manager: this is theirs to decide."),
        "EA512": _("Nothing is taken away but by a rule that is switched on."),
        "EA236": _(
            "What you gave a reason for is a stop here now. Mend it and send it. Nothing was sent."
        ),
    }.get(code)

"""Write each user's Monday letter, once, when it is Monday morning where they are. To our own users, who asked for it.

It is no letter of a rep: nobody outside can be its addressee. The process that writes it signs in to the database as a
role that can read no prospect, and the database takes no letter to anybody but an active user who wants one (sql/monday.sql).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Final

from django.db import DatabaseError, IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from adherence.enums import MondayState
from adherence.models import MondayLetter
from adherence.schedule import Week
from adherence.selectors.monday import Summary, summary_for
from adherence.services.own_post import Post
from team.languages import spoken_to
from team.models import User
from team.models.user import OF_SIGN_IN

MORNING: Final = time(6)
MONDAY: Final = 0
NOT_THEM: Final = "EA712"
LONGEST_NOTE: Final = 300
# Whom the database refused a letter of a week, by this process: asked once, and not each minute of that Monday.
REFUSED: Final[set[tuple[int, date]]] = set()
log = logging.getLogger("earnest.monday")


def write_due(at: datetime) -> int:
    """Hand over every letter that is due, and say how many were taken.

    A letter is claimed, committed and only then handed over, so that two processes never write it twice; what a process
    leaves behind that dies meanwhile is not written again. Without a mail server nothing is claimed: OSError, and the
    next look tries again, for as long as it is Monday there. What the server does not take is given up, and the look
    ends with it: the others wait for the next one and its new connection. Where the database fails over one user, the
    others get theirs.
    """
    due = [(user, week) for user, week in due_at(at) if (user.pk, week.monday) not in REFUSED]
    if not due:
        return 0
    post, written = Post(), 0
    try:
        for user, week in due:
            try:
                letter = _write(user, week, post, at)
            except DatabaseError:
                log.exception("no Monday letter could be written to user %s just now", user.pk)
                continue
            if letter is not None and letter.state == MondayState.FAILED:
                break
            written += letter is not None
    finally:
        post.close()
    return written


def due_at(at: datetime) -> Iterator[tuple[User, Week]]:
    """Who wants a letter and has none of the Monday that it is where they are, six o'clock being past."""
    wanted = User.objects.filter(is_active=True, monday_letter=True).defer(*OF_SIGN_IN)
    for user in wanted.order_by("pk"):
        there = at.astimezone(user.zone)
        this = Week.of(at, user.zone)
        is_morning = there.weekday() == MONDAY and there.time() >= MORNING
        if is_morning and not MondayLetter.objects.filter(user=user, week=this.monday).exists():
            yield user, this


def _write(user: User, week: Week, post: Post, at: datetime) -> MondayLetter | None:
    """The letter as it went; None where it is not ours to write."""
    with transaction.atomic(), _on_their_wall(user):
        subject, body = _words(summary_for(user, week.before))
    letter = _claim(user, week, at)
    if letter is None:
        return None
    try:
        post.hand_over(letter, subject=subject, body=body)
    except Exception as error:
        # Whatever it is, they may have the letter already: it is not handed over twice.
        log.warning("the Monday letter to user %s was not handed over", user.pk, exc_info=True)
        return _finished(letter, MondayState.FAILED, str(error) or type(error).__name__, at)
    return _finished(letter, MondayState.SENT, "", at)


def _claim(user: User, week: Week, at: datetime) -> MondayLetter | None:
    """The letter as the database wrote it down; None where another process has it, or where it would be a prospect's."""
    try:
        with transaction.atomic():
            letter = MondayLetter.objects.create(user=user, week=week.monday, claimed_at=at)
    except IntegrityError:
        return None
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") != NOT_THEM:
            raise
        REFUSED.add((user.pk, week.monday))
        log.warning(
            "no Monday letter to user %s: their address is a prospect's, or stopped", user.pk
        )
        return None
    letter.refresh_from_db()
    return letter


def _words(summary: Summary) -> tuple[str, str]:
    """The first line is the subject, and the text follows an empty one."""
    subject, _empty, body = render_to_string(
        "adherence/monday.txt", {"summary": summary}
    ).partition("\n\n")
    return subject.strip(), body


def _finished(letter: MondayLetter, state: MondayState, note: str, at: datetime) -> MondayLetter:
    letter.state, letter.note, letter.finished_at = state, note[:LONGEST_NOTE], at
    letter.save(update_fields=["state", "note", "finished_at"])
    return letter


@contextmanager
def _on_their_wall(user: User) -> Iterator[None]:
    """Their clock and their language; a letter has no browser to ask."""
    with timezone.override(user.zone), spoken_to(user.language):
        yield

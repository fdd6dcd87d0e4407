"""Pass open tries and letters on to whoever makes them from now on. What was made keeps who made it."""

from collections.abc import Sequence
from datetime import datetime

from cadence.enums import DraftOrigin
from cadence.models import Approval, Draft, Touch, Withdrawal
from team.models import User


def pass_on(
    touches: Sequence[Touch],
    to: User,
    *,
    by: User | None,
    at: datetime,
    in_place_of: User | None = None,
) -> None:
    """In the caller's transaction and under its locks on their enrollments. Five statements, however many they are.

    A letter that is signed with the name of whoever had it is signed with the new one's. A review that has not left
    is taken back, for the words were another's to send; the clock (`by` nobody) takes back none, and writes the words
    anew under it, so that nothing reviewed can leave.
    """
    keys = [touch.pk for touch in touches]
    reviews = Approval.objects.filter(touch__in=keys, consumed_at=None, withdrawal=None)
    reviewed = list(reviews)
    if by is not None:
        Withdrawal.objects.bulk_create(Withdrawal(approval=each, by=by, at=at) for each in reviewed)
    Touch.objects.filter(pk__in=keys).update(
        owner=to, in_place_of=in_place_of, lease_by=None, lease_until=None
    )
    stale = set[int]() if by is not None else {each.touch_id for each in reviewed}
    Draft.objects.bulk_create(_signed_anew(touches, to, by=by, at=at, also=stale))


def _signed_anew(
    touches: Sequence[Touch], to: User, *, by: User | None, at: datetime, also: set[int]
) -> list[Draft]:
    """The newest words of each, where their signature changes, and of those that stand reviewed (`also`)."""
    had = {touch.pk: touch.owner.first_name for touch in touches}
    newest = Draft.objects.filter(touch__in=list(had)).order_by("touch", "-number")
    drafts = []
    for letter in newest.distinct("touch"):
        above, line, name = letter.body.rstrip().rpartition("\n")
        is_signed = name.strip() == had[letter.touch_id]
        if is_signed or letter.touch_id in also:
            body = f"{above}{line}{to.first_name}" if is_signed else letter.body
            drafts.append(_next(letter, body, by=by, at=at))
    return drafts


def _next(letter: Draft, body: str, *, by: User | None, at: datetime) -> Draft:
    """The clock puts words into nobody's mouth: whoever wrote them remains their author."""
    is_written = letter.origin != DraftOrigin.TEMPLATE
    return Draft(
        touch_id=letter.touch_id,
        number=letter.number + 1,
        origin=letter.origin,
        author_id=(by.pk if by else letter.author_id) if is_written else None,
        to_address=letter.to_address,
        subject=letter.subject,
        body=body,
        made_at=at,
    )

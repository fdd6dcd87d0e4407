"""Pass open tries and letters on to whoever makes them from now on. What was made keeps who made it."""

from collections.abc import Sequence
from datetime import datetime

from cadence.enums import DraftOrigin
from cadence.models import Approval, Draft, Touch, Withdrawal
from team.models import User


def pass_on(touches: Sequence[Touch], to: User, *, by: User, at: datetime) -> None:
    """In the caller's transaction and under its locks on their enrollments. Five statements, however many they are.

    A review that has not left is taken back, for the words were another's to send, and a letter that is signed with
    the name of whoever had it is signed with the new one's.
    """
    keys = [touch.pk for touch in touches]
    reviewed = Approval.objects.filter(touch__in=keys, consumed_at=None, withdrawal=None)
    Withdrawal.objects.bulk_create(Withdrawal(approval=each, by=by, at=at) for each in reviewed)
    Touch.objects.filter(pk__in=keys).update(owner=to, lease_by=None, lease_until=None)
    Draft.objects.bulk_create(_signed_anew(touches, to, by=by, at=at))


def _signed_anew(touches: Sequence[Touch], to: User, *, by: User, at: datetime) -> list[Draft]:
    had = {touch.pk: touch.owner.first_name for touch in touches}
    newest = Draft.objects.filter(touch__in=list(had)).order_by("touch", "-number")
    letters = [(each, *each.body.rstrip().rpartition("\n")) for each in newest.distinct("touch")]
    return [
        Draft(
            touch_id=letter.touch_id,
            number=letter.number + 1,
            origin=letter.origin,
            author=None if letter.origin == DraftOrigin.TEMPLATE else by,
            to_address=letter.to_address,
            subject=letter.subject,
            body=f"{above}{line}{to.first_name}",
            made_at=at,
        )
        for letter, above, line, name in letters
        if name.strip() == had[letter.touch_id]
    ]

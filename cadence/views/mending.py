"""One press mends what a check found: the passage is written anew, and kept as the next draft."""

from django.http import QueryDict
from django.utils import timezone

from cadence.models import Touch
from cadence.services import reviewing

MEND = "mend"


def mended(posted: QueryDict, touch: Touch) -> QueryDict:
    """What was posted, with that one passage written anew; as it was when nothing is left to mend."""
    code = posted.get(MEND)
    if not code:
        return posted
    subject = posted.get("subject", "")
    body = posted.get("body", "").replace("\r\n", "\n")
    results = reviewing.review(touch, at=timezone.now(), subject=subject, body=body)
    mend = next((each.mend for each in results if each.code == code and each.mend), None)
    if mend is None:
        return posted
    after = posted.copy()
    after["subject"], after["body"] = mend.of(subject, body)
    return after

"""Everything written to a company so far, by whichever colleague: what a new letter may not say again (R7)."""

from datetime import datetime
from typing import Any

from django.db import connection

from cadence.checks import EarlierLetter
from cadence.checks.words import left_on_a_machine
from cadence.models import Touch
from prospects.enums import Channel
from prospects.models import Prospect

MOST = 60
# By hand, as their side of it is, and read after each pause in typing: letters that left or may have, also those that
# answer; notes on LinkedIn; pages by post and voicemails, as they stood on the sheet that day; and mail of our own mail programs.
WRITTEN = """
WITH there AS (SELECT id, name, preferred_name FROM prospects_prospect WHERE company_id = %(company)s)
SELECT at, text, subject, channel, name, preferred_name
FROM (
SELECT sent.sending_at AS at, d.body AS text, d.subject, t.channel, t.prospect_id
FROM cadence_touch t JOIN cadence_delivery sent ON sent.touch_id = t.id AND sent.state IN ('sent', 'unknown')
JOIN cadence_approval p ON p.id = sent.approval_id JOIN cadence_draft d ON d.id = p.draft_id
WHERE t.prospect_id IN (SELECT id FROM there) AND t.id <> %(touch)s
UNION ALL
SELECT a.at, coalesce(nullif(a.words, ''), written.body, ''), '', a.channel, a.prospect_id
FROM cadence_attempt a LEFT JOIN LATERAL (
    SELECT d.body FROM cadence_draft d WHERE d.touch_id = a.touch_id AND d.made_at <= a.at ORDER BY d.number DESC LIMIT 1
) AS written ON a.words = ''
WHERE a.prospect_id IN (SELECT id FROM there) AND a.touch_id <> %(touch)s AND a.delivery_id IS NULL
    AND (a.channel <> 'call' OR a.outcome = 'voicemail')
UNION ALL
SELECT n.at, coalesce(n.detail->>'text', ''), coalesce(n.detail->>'subject', ''), 'email', n.prospect_id
FROM prospects_activity n WHERE n.prospect_id IN (SELECT id FROM there) AND n.kind = 'wrote'
) AS said JOIN there ON there.id = said.prospect_id
WHERE at <= %(at)s AND text <> ''
ORDER BY at DESC LIMIT %(most)s
"""


def earlier_letters(touch: Touch, *, at: datetime) -> tuple[EarlierLetter, ...]:
    """Newest first, without what this very try may have said; the days are those of whom the try is to."""
    given: dict[str, Any] = {
        "company": touch.prospect.company_id,
        "touch": touch.pk,
        "at": at,
        "most": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, given)
        rows = cursor.fetchall()
    zone = touch.prospect.zone
    return tuple(
        EarlierLetter(
            text=_said(text, channel),
            sent_on=written_at.astimezone(zone).date(),
            subject=subject,
            recipient_first_name=Prospect(name=name, preferred_name=preferred).greeting_name,
        )
        for written_at, text, subject, channel, name, preferred in rows
        if _said(text, channel)
    )


def _said(text: str, channel: str) -> str:
    """What they had of it: of a call, what was written for the machine."""
    return text[slice(*left_on_a_machine(text))].strip() if channel == Channel.CALL else text

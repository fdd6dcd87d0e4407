"""Everything that was said and done with one person, by both sides: rows of one shape, from one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from prospects.models import Prospect

LONGEST = 100
# By hand, as the queue's order is, in the order of the columns of `Said`: tries; what they wrote, or that they pressed the
# link under a letter, and whether their mail is kept as it was sent (what they told without words is noted, and no text); letters that left in answer to them and any of which nobody can tell whether it left;
# what colleagues noted, wrote by hand, or said of a letter of unknown fate.
SAID = """
WITH told AS (
    SELECT %(person)s::bigint AS id UNION ALL SELECT id FROM prospects_prospect WHERE merged_into_id = %(person)s
)
SELECT what, pk, at, channel, number, outcome, by_id, coalesce(u.name, ''), subject, text, note, until, enrollment_id, mail,
    from_address, from_name
FROM (
SELECT 'attempt' AS what, a.id AS pk, a.at, a.channel, t.number, a.outcome, a.by_id, coalesce(d.subject, '') AS subject,
    coalesce(d.body, a.words) AS text, a.note, CASE WHEN t.gap_cause = 'introduction' OR t.promised_at IS NOT NULL THEN t.deadline_on END AS until, a.enrollment_id, false AS mail,
    '' AS from_address, '' AS from_name
FROM cadence_attempt a JOIN cadence_touch t ON t.id = a.touch_id
LEFT JOIN cadence_delivery sent ON sent.id = a.delivery_id
LEFT JOIN cadence_approval p ON p.id = sent.approval_id LEFT JOIN cadence_draft d ON d.id = p.draft_id
WHERE a.prospect_id = ANY(ARRAY(SELECT id FROM told))
UNION ALL
SELECT CASE WHEN r.is_link_press THEN 'pressed' ELSE 'reply' END, r.id, r.received_at, r.channel, 0, r.kind, r.owner_id, '',
    CASE WHEN r.is_link_press AND m.verdict = 'person' THEN m.text WHEN r.in_our_words THEN '' ELSE r.text END,
    concat_ws(' ', CASE WHEN r.in_our_words AND NOT r.is_link_press THEN r.text END, nullif(r.note, '')), r.until,
    r.enrollment_id, coalesce(m.html <> '' OR m.full_text <> '', false), coalesce(m.from_address, ''), coalesce(m.from_name, '')
FROM cadence_reply r LEFT JOIN mailbox_inboundmessage m ON m.id = r.message_id
WHERE r.prospect_id = ANY(ARRAY(SELECT id FROM told))
UNION ALL
SELECT CASE sent.state WHEN 'unknown' THEN 'unsure' ELSE 'answer' END, t.id, sent.sending_at, t.channel, 0, t.kind,
    p.reviewer_id, d.subject, d.body, '', NULL, t.enrollment_id, false, '', ''
FROM cadence_touch t JOIN cadence_delivery sent ON sent.touch_id = t.id
JOIN cadence_approval p ON p.id = sent.approval_id JOIN cadence_draft d ON d.id = p.draft_id
WHERE t.prospect_id = ANY(ARRAY(SELECT id FROM told)) AND (sent.state = 'unknown' OR sent.state = 'sent' AND t.kind <> 'step')
UNION ALL
SELECT CASE n.kind WHEN 'note' THEN 'note' WHEN 'wrote' THEN 'by_hand' ELSE 'settled' END, n.id, n.at,
    CASE n.kind WHEN 'note' THEN '' ELSE 'email' END, 0, CASE WHEN n.kind IN ('note', 'wrote') THEN '' ELSE n.kind END,
    n.actor_id, coalesce(n.detail->>'subject', ''), coalesce(n.detail->>'text', ''), '', NULL,
    NULL, false, '', ''
FROM prospects_activity n
WHERE n.prospect_id = ANY(ARRAY(SELECT id FROM told)) AND n.kind IN ('note', 'wrote', 'letter_left', 'letter_stayed')
) AS said LEFT JOIN team_user u ON u.id = said.by_id
WHERE (%(kinds)s::text[] IS NULL OR what = ANY (%(kinds)s::text[]))
    AND (%(before)s::timestamptz IS NULL OR (at, pk) < (%(before)s::timestamptz, %(before_pk)s::bigint))
ORDER BY at DESC, pk DESC LIMIT %(longest)s
"""


class What(StrEnum):
    ATTEMPT = "attempt"
    REPLY = "reply"
    PRESSED = "pressed"
    ANSWER = "answer"
    NOTE = "note"
    UNSURE = "unsure"
    SETTLED = "settled"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said or done. `outcome` is a call's, the kind of a reply or answer, or what was said of a letter.

    `until`: the day they asked us to wait for or to ring on, or the last one on which an introduction kept this try.
    `mail`: whether their mail is kept as it was sent; it came from that address, under that name.
    """

    what: str
    pk: int
    at: datetime
    channel: str
    number: int
    outcome: str
    by: int
    by_name: str
    subject: str
    text: str
    note: str
    until: date | None
    enrollment: int | None
    mail: bool
    from_address: str
    from_name: str

    @property
    def anchor(self) -> str:
        """Where it stands on the person's page."""
        return f"{self.what}-{self.pk}"


def said_with(
    prospect: Prospect,
    *,
    kinds: Sequence[What] | None = None,
    before: tuple[datetime, int] | None = None,
    longest: int = LONGEST,
) -> list[Said]:
    """Newest first, and no more than the last hundred; of these kinds alone, and before that moment and number.

    Of every record that somebody said is theirs.
    """
    at, pk = before or (None, None)
    given: dict[str, Any] = {
        "person": prospect.pk,
        "longest": longest,
        "kinds": list(kinds) if kinds else None,
        "before": at,
        "before_pk": pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(SAID, given)
        return [Said(*row) for row in cursor.fetchall()]

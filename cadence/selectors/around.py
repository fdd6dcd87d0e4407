"""What stands around a try at this moment, which its desk must know before anything else is read."""

from datetime import datetime
from typing import Any

from django.db import connection

from cadence.models import Touch
from cadence.policies.by_hand import A_DAY_ANYWHERE
from cadence.policies.warmth import NO_PERSON
from team.models import Policy

# By hand, as the queue's order is: built by the ORM, it took longer to write down than to answer. Whether there is
# anything to read at all: most people were asked for nothing, most mailboxes never had so many letters come back.
AROUND = """
SELECT earnest_is_suppressed(t.prospect_id, t.channel) AS is_stopped,
    t.kind = 'step' AND coalesce((
        SELECT b.bar <> '' FROM earnest_country_bars(ARRAY[t.prospect_id]) b WHERE b.channel = t.channel), false) AS is_barred,
    (SELECT h.company_id FROM cadence_hold h WHERE h.company_id = p.company_id AND h.lifted_at IS NULL) AS company_on_hold,
    EXISTS (SELECT FROM cadence_bounce b WHERE b.mailbox_id = m.id OFFSET (
        SELECT coalesce(max(bounces_stop), %(stops_above)s) FROM team_policy)) AS many_bounces,
    earnest_sent_today(m.id) AS sent_today,
    EXISTS (
        SELECT FROM research_introduction i
        WHERE i.prospect_id = p.id AND i.state = 'asked' AND i.waits_until > %(at)s) AS is_asked,
    EXISTS (
        SELECT FROM prospects_activity a
        WHERE a.prospect_id = p.id AND a.kind = 'wrote' AND a.at > %(since)s) AS was_written,
    EXISTS (
        SELECT FROM cadence_reply r WHERE r.prospect_id = p.id AND r.kind <> ALL(%(no_person)s)) AS has_replied,
    EXISTS (
        SELECT FROM cadence_reply r WHERE r.prospect_id = p.id AND r.kind = 'interested') AS is_interested,
    (
        -- Counted: EXISTS hopes to meet one early, and so reads everybody there is when there is none.
        SELECT count(*) FROM prospects_prospect o
        WHERE o.id <> p.id AND (
            (p.email <> '' AND earnest_email_key(o.email) = earnest_email_key(p.email))
            OR (o.linkedin_url <> '' AND lower(o.linkedin_url) = lower(p.linkedin_url)))) > 0 AS has_other_records,
    (SELECT d.id FROM cadence_draft d WHERE d.touch_id = t.id ORDER BY d.number DESC LIMIT 1) AS newest_draft,
    EXISTS (
        SELECT FROM cadence_setback s JOIN cadence_enrollment e ON e.id = s.enrollment_id
        JOIN prospects_prospect there ON there.id = e.prospect_id
        WHERE there.company_id = p.company_id) AS has_learned,
    ARRAY(
        SELECT unnest(array_prepend(y.customer, y.customer_aliases)) FROM research_impactstory y
        WHERE NOT y.may_name_customer) AS names_not_to_say,
    ARRAY(
        SELECT r.kind || ' ' || r.text FROM cadence_houserule r WHERE r.removed_at IS NULL ORDER BY r.id) AS house_rules,
    ARRAY(
        SELECT concat_ws('|', h.country, h.subdivision, h.day, CASE WHEN h.is_kept THEN h.name END) FROM team_householiday h
        WHERE h.day BETWEEN (%(at)s AT TIME ZONE 'UTC')::date - 1 AND (%(at)s AT TIME ZONE 'UTC')::date + 1) AS house_holidays
FROM cadence_touch t JOIN prospects_prospect p ON p.id = t.prospect_id
LEFT JOIN mailbox_mailbox m ON m.owner_id = t.owner_id
WHERE t.id = %(touch)s
"""


def around(touch: Touch, at: datetime) -> dict[str, Any]:
    """By name, from one query."""
    given: dict[str, Any] = {
        "touch": touch.pk,
        "at": at,
        "since": at - A_DAY_ANYWHERE,
        "stops_above": Policy().bounces_stop,
        "no_person": [str(kind) for kind in NO_PERSON],
    }
    with connection.cursor() as cursor:
        cursor.execute(AROUND, given)
        names = [column.name for column in cursor.description or ()]
        return dict(zip(names, cursor.fetchone() or (), strict=True))

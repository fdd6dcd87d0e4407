"""What stands behind what is counted of some enrollments: each try and each answer with its day and its evidence."""

from typing import Final

from adherence.definitions import text_of

# With the reason for which it went though it repeats what they had heard, and of the first what was known then.
TRIED: Final = f"""
WITH these AS MATERIALIZED (SELECT unnest(%(ids)s::bigint[]) AS id), made AS MATERIALIZED ({text_of("made")})
SELECT m.enrollment_id, m.rep_id, earnest_monday(m.day), m.day, m.number, m.gap, m.touch_id, m.channel,
    coalesce(m.looks ->> 'novelty', letter.reason), known.about
FROM made m
    LEFT JOIN LATERAL (
        SELECT p.looks ->> 'novelty' AS reason FROM cadence_approval p
            JOIN cadence_delivery d ON d.approval_id = p.id AND d.state = 'sent'
        WHERE p.touch_id = m.touch_id AND p.looks ? 'novelty' LIMIT 1
    ) letter ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT f.about) AS about FROM prospects_prospect p
            JOIN research_finding f ON f.company_id = p.company_id
        WHERE m.number = 1 AND p.id = m.prospect_id AND (f.prospect_id IS NULL OR f.prospect_id = p.id)
          AND f.created_at <= m.at AND (f.retracted_at IS NULL OR f.retracted_at > m.at)
    ) known ON true
ORDER BY m.enrollment_id, m.number"""

# With the first try that went to their company before anybody had read it, if one did.
HEARD: Final = f"""
WITH these AS MATERIALIZED (SELECT unnest(%(ids)s::bigint[]) AS id), heard AS MATERIALIZED ({text_of("heard")})
SELECT h.enrollment_id, h.rep_id, earnest_monday(h.day), h.day, h.number, over.at, over.touch_id
FROM heard h
    LEFT JOIN LATERAL (
        SELECT a.at, a.touch_id FROM prospects_prospect p JOIN cadence_attempt a ON a.prospect_id = p.id
        WHERE p.company_id = h.company_id AND a.at > h.received_at
          AND (h.named_at IS NULL OR a.at < h.named_at)
        ORDER BY a.at LIMIT 1
    ) over ON true
ORDER BY h.enrollment_id, h.number"""

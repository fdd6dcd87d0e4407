-- Weeks, late or not yet, in which something other than us kept a try from being made, as it was recorded: their company
-- was on hold, they had asked us to wait or were away, or the next try was put off with a cause that is not the rep's,
-- until the day on which it then stood. A weekend is no cause: the day before it serves.
SELECT r.enrollment_id, earnest_monday(span.first_on) AS first_week, earnest_monday(span.last_on) AS last_week
FROM runs r
    JOIN cadence_enrollment e ON e.id = r.enrollment_id
    JOIN prospects_prospect p ON p.id = e.prospect_id
    JOIN cadence_hold h ON h.company_id = p.company_id,
    LATERAL (
        SELECT (h.placed_at AT TIME ZONE r.time_zone)::date AS first_on,
            coalesce((h.lifted_at AT TIME ZONE r.time_zone)::date, r.today) AS last_on
    ) span
UNION ALL
SELECT r.enrollment_id, earnest_monday(span.first_on), earnest_monday(span.last_on)
FROM runs r JOIN cadence_reply said ON said.enrollment_id = r.enrollment_id AND said.kind IN ('not_now', 'away'),
    LATERAL (
        SELECT (said.received_at AT TIME ZONE r.time_zone)::date AS first_on, said.until - 1 AS last_on
    ) span
WHERE span.last_on >= span.first_on
UNION ALL
SELECT r.enrollment_id, earnest_monday(span.first_on), earnest_monday(span.last_on)
FROM runs r
    JOIN cadence_touch t ON t.enrollment_id = r.enrollment_id AND t.kind = 'step',
    LATERAL (
        SELECT (t.planned_at AT TIME ZONE r.time_zone)::date AS first_on,
            least(
                greatest(t.due_on, coalesce(t.moved_on, t.due_on)),
                coalesce((t.closed_at AT TIME ZONE r.time_zone)::date, r.today)
            ) AS last_on
    ) span
WHERE span.last_on >= span.first_on AND coalesce(nullif(t.moved_cause, ''), t.gap_cause) NOT IN ('', 'rep', 'weekend')

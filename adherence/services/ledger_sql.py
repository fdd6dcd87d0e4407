"""The gap ledger's questions to the database: which enrollments to count again, and to what each late day belongs."""

# Tries made since the last look, a few thousand at a time; once more those of the last minute, which a transaction
# that took its key earlier may have brought; and answers named since, of which some came before a try of ours.
TOUCHED = """
WITH fresh AS (
    SELECT id, enrollment_id FROM cadence_attempt WHERE id > %(attempts_to)s ORDER BY id LIMIT %(limit)s
), touched AS (
    SELECT enrollment_id FROM fresh
    UNION
    SELECT enrollment_id FROM cadence_attempt
    WHERE id > %(attempts_to)s - 1000 AND id <= %(attempts_to)s AND at > %(answers_to)s - interval '1 minute'
    UNION
    SELECT e.id FROM cadence_reply r JOIN cadence_enrollment e ON e.prospect_id = r.prospect_id
    WHERE r.named_at > %(answers_to)s - interval '1 minute' AND r.named_at <= %(at)s
      AND r.kind IN ('not_now', 'away', 'interested') AND e.last_attempt_at IS NOT NULL
), marked AS (
    INSERT INTO adherence_gapcount (enrollment_id, look_at) SELECT enrollment_id, %(at)s FROM touched
    ON CONFLICT (enrollment_id) DO UPDATE SET look_at = least(adherence_gapcount.look_at, excluded.look_at)
)
SELECT count(*), coalesce(max(id), %(attempts_to)s) FROM fresh
"""

# The late days of reps whose days off are others now.
OF_REPS = """
UPDATE adherence_gapcount SET look_at = least(look_at, %(at)s)
WHERE enrollment_id IN (SELECT enrollment_id FROM adherence_gapday WHERE rep_id = ANY(%(reps)s))
"""

LOOK_AGAIN = """
UPDATE adherence_gapcount c SET look_at = l.look_at
FROM unnest(%s::bigint[], %s::timestamptz[]) AS l (enrollment_id, look_at) WHERE c.enrollment_id = l.enrollment_id
"""

# What is asked of a batch. `until` is the last day that counts; `place` names the calendar of their holidays.
# Days are those on the person's wall. A day belongs to whoever covered at its noon, else to whoever had them.
# The causes stand in the order of enums.LateCause: the first that is true has it.
COUNT = """
WITH asked AS MATERIALIZED (
    SELECT * FROM unnest(%(enrollments)s::bigint[], %(zones)s::text[], %(places)s::text[], %(ends)s::date[])
        AS b (enrollment_id, zone, place, until)
), batch AS MATERIALIZED (
    SELECT b.*, e.prospect_id, e.owner_id, p.company_id FROM asked b
    JOIN cadence_enrollment e ON e.id = b.enrollment_id JOIN prospects_prospect p ON p.id = e.prospect_id
), tries AS (
    SELECT DISTINCT b.enrollment_id, (a.at AT TIME ZONE b.zone)::date AS day
    FROM batch b JOIN cadence_attempt a ON a.enrollment_id = b.enrollment_id
), gaps AS (
    SELECT enrollment_id, day AS since, lead(day) OVER (PARTITION BY enrollment_id ORDER BY day) AS next FROM tries
), covered AS MATERIALIZED (
    SELECT b.enrollment_id, s.cover_id, s.began_at, s.ended_at, (t.closed_at AT TIME ZONE b.zone)::date AS closed_on
    FROM batch b JOIN cadence_touch t ON t.enrollment_id = b.enrollment_id
    JOIN cadence_coveredspan s ON s.touch_id = t.id
), late AS MATERIALIZED (
    SELECT b.*, g.since, d.day::date AS day, coalesce(
        (
            SELECT c.cover_id FROM covered c
            WHERE c.enrollment_id = b.enrollment_id AND c.began_at <= d.noon AND coalesce(c.ended_at > d.noon, true)
              AND coalesce(c.closed_on >= d.day, true)
            ORDER BY c.began_at DESC LIMIT 1
        ), CASE WHEN NOT EXISTS (
            SELECT FROM covered c
            WHERE c.enrollment_id = b.enrollment_id AND c.cover_id = k.rep_id
              AND (c.ended_at AT TIME ZONE b.zone)::date = d.day
        ) THEN k.rep_id END, b.owner_id) AS rep_id
    FROM gaps g JOIN batch b USING (enrollment_id)
    CROSS JOIN LATERAL (
        SELECT day::date AS day, (day::date + time '12:00') AT TIME ZONE b.zone AS noon
        FROM generate_series(g.since + 8, coalesce(g.next, b.until), interval '1 day') AS each (day)
    ) AS d
    LEFT JOIN adherence_gapday k ON k.enrollment_id = b.enrollment_id AND k.day = d.day
), spans AS MATERIALIZED (
    SELECT b.enrollment_id, 'hold' AS cause, (h.placed_at AT TIME ZONE b.zone)::date AS first,
        (h.lifted_at AT TIME ZONE b.zone)::date AS last
    FROM batch b JOIN cadence_hold h ON h.company_id = b.company_id
    UNION ALL
    SELECT b.enrollment_id, 'asked_to_wait', (r.received_at AT TIME ZONE b.zone)::date, r.until
    FROM batch b JOIN cadence_reply r ON r.prospect_id = b.prospect_id
    WHERE r.kind IN ('not_now', 'away') AND r.until IS NOT NULL
    UNION ALL
    SELECT b.enrollment_id, 'introduction', (i.asked_at AT TIME ZONE b.zone)::date,
        (least(coalesce(i.answered_at, i.waits_until), i.waits_until) AT TIME ZONE b.zone)::date
    FROM batch b JOIN research_introduction i ON i.prospect_id = b.prospect_id
    UNION ALL
    SELECT b.enrollment_id, a.detail ->> 'cause', (a.at AT TIME ZONE b.zone)::date, (a.detail ->> 'until')::date
    FROM batch b JOIN prospects_activity a ON a.prospect_id = b.prospect_id
    WHERE a.kind = 'postponed' AND a.detail ->> 'cause' IN ('asked_to_wait', 'introduction', 'provider')
    UNION ALL
    SELECT b.enrollment_id, t.gap_cause, (t.planned_at AT TIME ZONE b.zone)::date,
        greatest(
            least(t.due_on, (t.promised_at AT TIME ZONE b.zone)::date, (t.closed_at AT TIME ZONE b.zone)::date),
            (t.planned_at AT TIME ZONE b.zone)::date)
    FROM batch b JOIN cadence_touch t ON t.enrollment_id = b.enrollment_id
    WHERE t.kind = 'step' AND (
        t.gap_cause = 'template_change'
        OR t.gap_cause = 'asked_to_wait' AND (t.promised_at IS NOT NULL OR t.moved_from IS NULL))
    UNION ALL
    SELECT b.enrollment_id, 'introduction', (i.asked_at AT TIME ZONE b.zone)::date, least(t.due_on, (t.closed_at AT TIME ZONE b.zone)::date)
    FROM batch b JOIN cadence_touch t ON t.enrollment_id = b.enrollment_id
    JOIN research_introduction i ON i.prospect_id = b.prospect_id
    WHERE t.kind = 'step' AND t.gap_cause = 'introduction'
), told AS (
    SELECT l.enrollment_id, l.day, min(array_position(%(order)s::text[], s.cause)) AS place
    FROM late l JOIN spans s ON s.enrollment_id = l.enrollment_id
    WHERE l.day BETWEEN s.first AND coalesce(s.last, l.day)
    GROUP BY l.enrollment_id, l.day
), judged AS (
    SELECT l.enrollment_id, l.day, l.rep_id, coalesce(
        (%(order)s::text[])[t.place],
        CASE
        WHEN EXISTS (
            SELECT FROM mailbox_outage o JOIN mailbox_mailbox m ON m.id = o.mailbox_id
            JOIN cadence_touch letter ON letter.enrollment_id = l.enrollment_id
            WHERE m.owner_id = l.rep_id AND letter.kind = 'step' AND letter.channel = 'email'
              AND (o.began_at AT TIME ZONE l.zone)::date <= l.day
              AND coalesce((o.ended_at AT TIME ZONE l.zone)::date, l.day) >= l.day
              AND (letter.planned_at AT TIME ZONE l.zone)::date <= l.day
              AND coalesce((letter.closed_at AT TIME ZONE l.zone)::date, l.day) >= l.day) THEN 'provider'
        WHEN EXISTS (
            SELECT FROM team_timeoff f WHERE f.user_id = l.rep_id AND l.day BETWEEN f.first_day AND f.last_day)
          OR EXISTS (SELECT FROM team_closure c WHERE l.day BETWEEN c.first_day AND c.last_day) THEN 'time_off'
        WHEN EXISTS (
            SELECT FROM unnest(%(holiday_places)s::text[], %(holidays)s::date[]) AS h (place, day)
            WHERE h.day = l.day AND h.place IN (l.place, 'rep ' || l.rep_id)) THEN 'holiday'
        ELSE 'rep' END) AS cause
    FROM late l LEFT JOIN told t ON t.enrollment_id = l.enrollment_id AND t.day = l.day
), gone AS (
    DELETE FROM adherence_gapday k USING batch b WHERE k.enrollment_id = b.enrollment_id
      AND NOT EXISTS (SELECT FROM late l WHERE l.enrollment_id = k.enrollment_id AND l.day = k.day)
)
INSERT INTO adherence_gapday (enrollment_id, day, cause, rep_id)
SELECT enrollment_id, day, cause, rep_id FROM judged
ON CONFLICT (enrollment_id, day) DO UPDATE SET cause = excluded.cause, rep_id = excluded.rep_id
WHERE (adherence_gapday.cause, adherence_gapday.rep_id) <> (excluded.cause, excluded.rep_id)
"""

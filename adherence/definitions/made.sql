-- Every try that was made and proven, in order: its number, the day on the wall of whoever made it, and the days
-- since the one before.
SELECT a.enrollment_id, a.prospect_id, a.by_id AS rep_id, a.touch_id, a.channel, a.looks, a.at, wall.day,
    row_number() OVER in_order AS number,
    wall.day - lag(wall.day) OVER in_order AS gap
FROM these
    JOIN cadence_attempt a ON a.enrollment_id = these.id
    JOIN team_user u ON u.id = a.by_id,
    LATERAL (SELECT (a.at AT TIME ZONE u.time_zone)::date AS day) wall
WINDOW in_order AS (PARTITION BY a.enrollment_id ORDER BY a.at, a.id)

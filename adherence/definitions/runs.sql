-- Every cadence on the wall of whoever leads it: from its first day to the one on which the plan let go of it, because
-- it ended or because they answered in a way that ends the tries. A cadence that runs has come to today.
SELECT e.id AS enrollment_id, e.owner_id AS rep_id, e.version_id, e.state, e.ending, e.ending_note, u.time_zone,
    wall.today, wall.ended_on,
    (e.started_at AT TIME ZONE u.time_zone)::date AS began_on,
    least(coalesce(wall.ended_on, wall.today), said.let_go_on) AS until_on,
    coalesce(tried.tries, 0) AS tries,
    said.enrollment_id IS NOT NULL AS was_heard
FROM these
    JOIN cadence_enrollment e ON e.id = these.id
    JOIN team_user u ON u.id = e.owner_id
    LEFT JOIN (SELECT enrollment_id, count(*) AS tries FROM made GROUP BY enrollment_id) tried
        ON tried.enrollment_id = e.id
    LEFT JOIN (
        SELECT enrollment_id, min(day) FILTER (WHERE kind IN ('interested', 'no', 'referral')) AS let_go_on
        FROM heard GROUP BY enrollment_id
    ) said ON said.enrollment_id = e.id,
    LATERAL (
        SELECT (%(at)s::timestamptz AT TIME ZONE u.time_zone)::date AS today,
            (e.ended_at AT TIME ZONE u.time_zone)::date AS ended_on
    ) wall

-- Kept weeks: of the weeks, Monday to Sunday, through which the plan drove a cadence, those with a try made, and those
-- without one for a recorded cause that is not ours: at least half of the week's late days belong to one, or no day of
-- it was late yet and one was recorded. All others were missed. The week of today is not over.
SELECT r.enrollment_id, r.rep_id, week.monday AS day,
    CASE WHEN bool_or(tried.enrollment_id IS NOT NULL) THEN 0
         WHEN coalesce(bool_or(late.is_excused), bool_or(cause.enrollment_id IS NOT NULL)) THEN 1 ELSE 2 END AS place
FROM runs r
    CROSS JOIN LATERAL (
        SELECT earnest_monday(r.began_on + 6) + 7 * number AS monday
        FROM generate_series(0, (r.until_on - earnest_monday(r.began_on + 6)) / 7 - 1) number
    ) week
    LEFT JOIN (SELECT DISTINCT enrollment_id, earnest_monday(day) AS monday FROM made) tried
        ON tried.enrollment_id = r.enrollment_id AND tried.monday = week.monday
    LEFT JOIN late ON late.enrollment_id = r.enrollment_id AND late.monday = week.monday
    LEFT JOIN causes cause
        ON cause.enrollment_id = r.enrollment_id AND week.monday BETWEEN cause.first_week AND cause.last_week
GROUP BY r.enrollment_id, r.rep_id, week.monday

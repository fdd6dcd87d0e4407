-- Weeks with late days in the ledger, and whether at least half of them belong to a cause that is not ours.
SELECT g.enrollment_id, earnest_monday(g.day) AS monday,
    2 * count(*) FILTER (WHERE g.cause <> 'rep') >= count(*) AS is_excused
FROM these JOIN adherence_gapday g ON g.enrollment_id = these.id
GROUP BY g.enrollment_id, earnest_monday(g.day)

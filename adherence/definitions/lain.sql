-- Every open try that the plan waits for, and the day from which it has lain: more than a week after the last one on
-- which it may stand, put off or not. While their company is on hold nothing lies.
SELECT r.enrollment_id, r.rep_id, r.tries, r.today, r.time_zone,
    greatest(t.deadline_on, coalesce(t.moved_on, t.deadline_on)) + 8 AS day
FROM runs r JOIN cadence_touch t ON t.enrollment_id = r.enrollment_id
WHERE r.state = 'active' AND NOT r.was_heard AND r.tries < %(promised)s
  AND t.kind = 'step' AND t.state IN ('planned', 'drafted')
  AND NOT EXISTS (
      SELECT FROM prospects_prospect p JOIN cadence_hold h ON h.company_id = p.company_id
      WHERE p.id = t.prospect_id AND h.lifted_at IS NULL
  )

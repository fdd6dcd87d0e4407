-- Given up early: fewer tries than we promise, not a word from them, and either it ended and nobody wrote down why, or
-- its open try has lain for more than a week after the last day on which it might stand. A try made later takes that
-- back. "Not a fit" with its reason, "no channel works" and "asked us to stop" are honest endings and none of this.
SELECT enrollment_id, rep_id, ended_on AS day, least(tries, 15) AS place
FROM runs
WHERE state = 'ended' AND ending IN ('no', 'not_a_fit', 'company_closed') AND ending_note = ''
  AND tries < %(promised)s AND NOT was_heard
UNION ALL
SELECT enrollment_id, rep_id, day, least(tries, 15) FROM lain WHERE day <= today

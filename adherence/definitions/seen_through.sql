-- Seen through: cadences that ended without reaching anybody after all the tries we promise, by the tries made.
SELECT enrollment_id, rep_id, ended_on AS day, least(tries, 15) AS place
FROM runs WHERE state = 'ended' AND ending = 'not_reached'

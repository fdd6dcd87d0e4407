-- Asked us to stop: by the tries made until then.
SELECT enrollment_id, rep_id, ended_on AS day, least(tries, 15) AS place
FROM runs WHERE state = 'ended' AND ending = 'stopped'

-- Cadences that ended, by how: every one of them is a finished person.
SELECT enrollment_id, rep_id, ended_on AS day, array_position(%(endings)s::text[], ending::text) - 1 AS place
FROM runs WHERE state = 'ended'

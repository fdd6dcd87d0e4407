-- Days between tries: from each try to the next with this person, counted by days on the wall of whoever
-- made them. Two walls may see the later one a day earlier; that is no day.
SELECT enrollment_id, rep_id, day, least(greatest(gap, 0), 12) AS place FROM made WHERE gap IS NOT NULL

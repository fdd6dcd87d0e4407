-- When people answer: the first answer of each person in this cadence, by the tries made before it.
SELECT h.enrollment_id, h.rep_id, h.day, least(count(m.number), 15) AS place
FROM heard h LEFT JOIN made m ON m.enrollment_id = h.enrollment_id AND m.at <= h.received_at
WHERE h.number = 1
GROUP BY h.id, h.enrollment_id, h.rep_id, h.day

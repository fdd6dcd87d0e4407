-- Tries made: each that is proven, by its number in the cadence.
SELECT enrollment_id, rep_id, day, least(number, 15) AS place FROM made

-- Same call again: of the letters, notes and pages that went out, those whose review said that they repeat what this
-- company had heard before, by the novelty that the rules ask for. What the review saw is kept with it: for a letter
-- on the approval that it left by, for what is carried by hand on its evidence. Nothing is judged again.
SELECT m.enrollment_id, m.rep_id, m.day,
    CASE WHEN m.looks ? 'novelty' OR again.touch_id IS NOT NULL THEN 1 ELSE 0 END AS place
FROM made m
    LEFT JOIN (
        SELECT d.touch_id FROM made
            JOIN cadence_approval a ON a.touch_id = made.touch_id AND a.looks ? 'novelty'
            JOIN cadence_delivery d ON d.approval_id = a.id AND d.state = 'sent'
    ) again ON again.touch_id = m.touch_id
WHERE m.channel <> 'call'

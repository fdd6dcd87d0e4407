-- Replies honored: after they wrote, no try went to anybody at their company before one of us had read it and said
-- what it was. One that nobody has read yet is honored as long as nothing goes out.
SELECT h.enrollment_id, h.rep_id, h.day, CASE WHEN talked_over.id IS NULL THEN 0 ELSE 1 END AS place
FROM heard h
    LEFT JOIN (
        SELECT DISTINCT heard.id FROM heard
            JOIN prospects_prospect p ON p.company_id = heard.company_id
            JOIN cadence_attempt a ON a.prospect_id = p.id AND a.at > heard.received_at
                AND (heard.named_at IS NULL OR a.at < heard.named_at)
    ) talked_over ON talked_over.id = h.id

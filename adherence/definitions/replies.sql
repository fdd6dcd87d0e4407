-- Replies honored: after they wrote, no try went to anybody at their company before one of us had read it and said
-- what it was. One that nobody has read yet is honored as long as nothing goes out.
SELECT h.enrollment_id, h.rep_id, h.day,
    CASE WHEN EXISTS (
        SELECT FROM prospects_prospect p JOIN cadence_attempt a ON a.prospect_id = p.id
        WHERE p.company_id = h.company_id AND a.at > h.received_at AND a.at < coalesce(h.named_at, 'infinity')
    ) THEN 1 ELSE 0 END AS place
FROM heard h

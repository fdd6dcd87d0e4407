-- Research before the first try: when it was made, a dated fact with its source stood about the person, one about the
-- company and one about what changed there.
SELECT m.enrollment_id, m.rep_id, m.day,
    CASE WHEN (
        SELECT bool_or(f.about = 'person') AND bool_or(f.about = 'company') AND bool_or(f.about = 'trigger')
        FROM prospects_prospect p
            JOIN research_finding f ON f.company_id = p.company_id
        WHERE p.id = m.prospect_id AND (f.prospect_id IS NULL OR f.prospect_id = p.id)
          AND f.created_at <= m.at AND (f.retracted_at IS NULL OR f.retracted_at > m.at)
    ) THEN 0 ELSE 1 END AS place
FROM made m WHERE m.number = 1

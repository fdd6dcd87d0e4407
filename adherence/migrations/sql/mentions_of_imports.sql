-- As before (erasing_in_order.sql), and where a file is said to come from.
CREATE OR REPLACE FUNCTION earnest_places_of_mention() RETURNS TABLE (place text, words text[], whose text)
LANGUAGE sql IMMUTABLE
AS $$ VALUES
    ('research_finding', '{claim,quote,told_by,source_name,source_url,retracted_reason}'::text[], 'x.company_id = $2'),
    ('research_brief', '{fit_note,problem,why_now,risk,unknowns,name_source,warm_path_note}', 'x.prospect_id = ANY ($3)'),
    ('research_introduction', '{introducer,words,note}', 'x.prospect_id = ANY ($3)'),
    ('cadence_enrollment', '{pause_reason,ending_note}', 'x.prospect_id = ANY ($3)'),
    ('cadence_touch', '{moved_note,skip_note,nothing_to_say}', 'x.prospect_id = ANY ($3)'),
    ('cadence_attempt', '{words,note}', 'x.prospect_id = ANY ($3)'),
    ('cadence_reply', '{text,note,points_to,reason_note}', 'x.company_id = $2'),
    ('cadence_hold', '{reason,lift_reason}', 'x.company_id = $2'),
    ('cadence_companyrequest', '{why,note}', 'x.company_id = $2'),
    ('cadence_setback', '{about_them,about_us}',
        'x.enrollment_id IN (SELECT id FROM cadence_enrollment WHERE prospect_id = ANY ($3))'),
    ('mailbox_inboundmessage', '{subject,text,full_text,html}', 'x.id IN (
        SELECT message_id FROM cadence_reply WHERE company_id = $2 UNION SELECT m.message_id FROM cadence_undecidedmail m
        JOIN cadence_undecidedmail_companies c ON c.undecidedmail_id = m.id WHERE c.company_id = $2)'),
    ('prospects_prospect', '{title,source,lawful_basis_note,email_source,phone_source,linkedin_url_source}', 'x.id = ANY ($3)'),
    ('prospects_company', '{postal_address}', 'x.id = $2'),
    ('prospects_suppression', '{reason,lift_reason}', 'coalesce(x.stop_of_id, x.id) IN (
        SELECT id FROM prospects_suppression WHERE kind = ''person'' AND value = ANY ($3::text[])
        UNION SELECT s.id FROM prospects_suppression s, prospects_company c WHERE s.kind = ''domain'' AND c.id = $2 AND s.value = lower(c.domain))'),
    ('prospects_importbatch', '{source}', 'true'),
    ('cadence_bouncelook', '{reason}', 'true'),
    ('cadence_beyondcapacity', '{reason}', 'true'),
    ('adherence_heardnote', '{text}', 'true'),
    ('adherence_comment', '{passage,text,answer}', 'true'),
    ('adherence_example', '{why,words}', 'true')
$$;

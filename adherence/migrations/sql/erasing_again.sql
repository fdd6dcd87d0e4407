-- As before (erasing.sql), and again where somebody who was erased wrote to us since: what came goes as well, and the audit
-- says that it did. The first erasure stands as it was.
CREATE OR REPLACE FUNCTION earnest_erase_one(of_person bigint, with_cause text, why text, by_whom bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    p prospects_prospect; names text[]; addresses text[]; hashes bytea[]; mails bigint[]; colleagues bigint[];
    given record; n bigint; emptied jsonb := '{}'; erasure_key bigint;
BEGIN
    SELECT * INTO STRICT p FROM prospects_prospect WHERE id = of_person;
    PERFORM 1 FROM prospects_company WHERE id = p.company_id FOR NO KEY UPDATE;
    SELECT * INTO STRICT p FROM prospects_prospect WHERE id = of_person FOR UPDATE;
    PERFORM 1 FROM cadence_enrollment WHERE prospect_id = of_person ORDER BY id FOR UPDATE;
    IF earnest_under_way(of_person) THEN
        RAISE EXCEPTION 'something with this person is still under way' USING ERRCODE = 'EA506';
    END IF;
    addresses := array_remove(ARRAY[lower(p.email), earnest_email_key(p.email)], '')
        || ARRAY(SELECT DISTINCT lower(m.from_address) FROM cadence_reply r JOIN mailbox_inboundmessage m ON m.id = r.message_id
            WHERE r.prospect_id = of_person AND m.from_address <> '');
    -- Long enough not to stand inside another word.
    SELECT coalesce(array_agg(DISTINCT said), '{}') INTO names FROM unnest(
        addresses || ARRAY[p.name, p.phone, p.linkedin_url]) said WHERE length(said) > 4;
    SELECT array_agg(earnest_stop_hash(said)) INTO hashes FROM unnest(
        addresses || ARRAY[p.phone, lower(p.linkedin_url), p.id::text]) said WHERE said <> '';
    mails := ARRAY(SELECT earnest_mails_of(of_person, addresses));
    colleagues := ARRAY(SELECT id FROM prospects_prospect WHERE company_id = p.company_id AND id <> of_person);
    INSERT INTO prospects_erasing VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
    PERFORM set_config('earnest.erasing', 'yes', true);
    INSERT INTO prospects_erasure (prospect_id, cause, reason, by_id, at, counts)
        VALUES (of_person, with_cause, earnest_unnamed(why, names), by_whom, earnest_now(), '{}')
        ON CONFLICT (prospect_id) DO NOTHING;
    SELECT id INTO STRICT erasure_key FROM prospects_erasure WHERE prospect_id = of_person;
    FOR given IN SELECT * FROM earnest_statements_of_erasing() LOOP
        EXECUTE given.statement INTO n
            USING of_person, erasure_key, mails, hashes, ARRAY(SELECT lower(said) FROM unnest(names) said);
        emptied := emptied || jsonb_build_object(given.what, n);
    END LOOP;
    n := earnest_erase_mentions(names, p.company_id, colleagues, erasure_key);
    emptied := emptied || jsonb_build_object('mentions', n);
    UPDATE prospects_prospect SET name = '(erased)', preferred_name = '', pronunciation = '', title = '', email = '',
        email_bounced_at = NULL, phone = '', linkedin_url = '', city = '', subdivision = '', language = '', source = '',
        lawful_basis_note = '', erased_at = earnest_now(), revision = revision + 1 WHERE id = of_person;
    IF p.erased_at IS NULL THEN
        UPDATE prospects_erasure e SET counts = emptied WHERE e.id = erasure_key;
    END IF;
    PERFORM set_config('earnest.erasing', '', true);
    DELETE FROM prospects_erasing;
    IF p.erased_at IS NOT NULL THEN
        INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash) VALUES (
            earnest_now(), by_whom, 'erased', 'person ' || of_person,
            jsonb_build_object('cause', with_cause, 'counts', emptied, 'db_role', session_user, 'again', true), '', '');
    END IF;
    RETURN emptied;
END
$$;

-- As before (erasing.sql, erasing_again.sql), in the one order of locks: companies, answers, cadences, people. And in more places:
-- where a colleague came from, why one of them was stopped, what a file or a company is called.
-- Where others' rows at their company mention them, the names go and the rest stays: (table, columns, whose). $2 company.
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
    ('cadence_bouncelook', '{reason}', 'true'),
    ('cadence_beyondcapacity', '{reason}', 'true'),
    ('adherence_heardnote', '{text}', 'true'),
    ('adherence_comment', '{passage,text,answer}', 'true'),
    ('adherence_example', '{why,words}', 'true')
$$;


CREATE OR REPLACE FUNCTION earnest_erase_mentions(names text[], of_company bigint, colleagues bigint[], in_erasure bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE given record; changes text; together text; n bigint; total bigint := 0;
BEGIN
    FOR given IN SELECT * FROM earnest_places_of_mention() LOOP
        -- A short name is shorter than the word that stands for it: what is too long then is cut at the column's end.
        SELECT string_agg(format('%1$I = left(earnest_unnamed(x.%1$I, $1), %2$s)', word,
                coalesce(nullif(kept.atttypmod, -1) - 4, 1000000)), ', '),
            string_agg(format('x.%I', word), ' || '' '' || ') INTO changes, together
            FROM unnest(given.words) word JOIN pg_attribute kept ON kept.attrelid = given.place::regclass AND kept.attname = word;
        EXECUTE format('UPDATE %I x SET %s WHERE (%s) AND earnest_unnamed(%s, $1) <> %s',
            given.place, changes, given.whose, together, together) USING names, of_company, colleagues;
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END LOOP;
    UPDATE prospects_activity SET detail = earnest_unnamed(detail::text, names)::jsonb
        WHERE company_id = of_company AND earnest_unnamed(detail::text, names) <> detail::text;
    GET DIAGNOSTICS n = ROW_COUNT;
    total := total + n;
    UPDATE cadence_draft d SET erased_sha256 = d.content_sha256, erasure_id = in_erasure,
        subject = earnest_unnamed(d.subject, names), body = earnest_unnamed(d.body, names)
        FROM cadence_touch t WHERE t.id = d.touch_id AND t.prospect_id = ANY (colleagues)
            AND earnest_unnamed(d.subject || ' ' || d.body, names) <> d.subject || ' ' || d.body;
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN total + n;
END
$$;

-- What is called after them: a file that was brought, a sheet of it, what came by it, and the company of somebody who works for
-- themselves. Every word of their name stands in it, in any order, or all of it in one piece.
CREATE FUNCTION earnest_in_one_piece(said text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp
AS $$ SELECT regexp_replace(lower(unaccent('unaccent', said)), '[^[:alnum:]]', '', 'g') $$;
CREATE FUNCTION earnest_is_called(said text, name text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp
AS $$
    SELECT length(name) > 4 AND (
        tsvector_to_array(earnest_words(said)) @> tsvector_to_array(earnest_words(name))
        OR strpos(earnest_in_one_piece(said), earnest_in_one_piece(name)) > 0)
$$;
CREATE FUNCTION earnest_other(said text, than text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT CASE said WHEN than THEN '(erased)' ELSE said END $$;

CREATE FUNCTION earnest_erase_called(name text, names text[], of_company bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE file record; n bigint; total bigint := 0;
BEGIN
    FOR file IN SELECT id, file_name FROM prospects_importbatch
        WHERE earnest_is_called(file_name, name) OR earnest_unnamed(file_name, names) <> file_name LOOP
        UPDATE prospects_prospect x SET source = earnest_other(x.source, file.file_name),
            email_source = earnest_other(x.email_source, file.file_name),
            phone_source = earnest_other(x.phone_source, file.file_name),
            linkedin_url_source = earnest_other(x.linkedin_url_source, file.file_name)
            WHERE import_batch_id = file.id AND file.file_name IN (x.source, x.email_source, x.phone_source, x.linkedin_url_source);
        UPDATE prospects_importbatch SET file_name = '(erased)' WHERE id = file.id;
        total := total + 1;
    END LOOP;
    UPDATE prospects_importbatch SET sheets = ARRAY(
            SELECT CASE WHEN earnest_is_called(sheet, name) THEN '(erased)' ELSE sheet END
            FROM unnest(sheets) WITH ORDINALITY AS given (sheet, place) ORDER BY place)
        WHERE EXISTS (SELECT FROM unnest(sheets) sheet WHERE earnest_is_called(sheet, name));
    GET DIAGNOSTICS n = ROW_COUNT;
    total := total + n;
    -- Two companies without a domain have no name in common.
    UPDATE prospects_company c SET name = left(earnest_unnamed(c.name, names) || ' ' || c.id, 200)
        WHERE id = of_company AND earnest_unnamed(c.name, names) <> c.name;
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN total + n;
END
$$;
REVOKE ALL ON FUNCTION earnest_erase_called(text, text[], bigint) FROM PUBLIC;

CREATE OR REPLACE FUNCTION earnest_erase_one(of_person bigint, with_cause text, why text, by_whom bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    p prospects_prospect; names text[]; addresses text[]; hashes bytea[]; mails bigint[]; colleagues bigint[];
    given record; n bigint; emptied jsonb := '{}'; erasure_key bigint;
BEGIN
    SELECT * INTO STRICT p FROM prospects_prospect WHERE id = of_person;
    PERFORM 1 FROM prospects_company WHERE id = p.company_id FOR NO KEY UPDATE;
    PERFORM 1 FROM cadence_reply WHERE prospect_id = of_person ORDER BY id FOR UPDATE;
    PERFORM 1 FROM cadence_enrollment WHERE prospect_id = of_person ORDER BY id FOR UPDATE;
    SELECT * INTO STRICT p FROM prospects_prospect WHERE id = of_person FOR UPDATE;
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
    n := earnest_erase_mentions(names, p.company_id, colleagues, erasure_key) + earnest_erase_called(p.name, names, p.company_id);
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

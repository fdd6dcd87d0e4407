-- Erasing what we know of one person, in every room. It runs as the owner, because nobody who serves may change a letter
-- or evidence; what proves them stays: hashes, times, channels, outcomes, counts.

-- Every mail of theirs or about them: answers, bounces, our letters as their provider filed them.
CREATE FUNCTION earnest_mails_of(of_person bigint, addresses text[]) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT message_id FROM cadence_reply WHERE prospect_id = of_person AND message_id IS NOT NULL
    UNION SELECT message_id FROM cadence_undecidedmail WHERE prospect_id = of_person
    UNION SELECT b.message_id FROM cadence_bounce b JOIN cadence_delivery d ON d.id = b.delivery_id
        JOIN cadence_touch t ON t.id = d.touch_id WHERE t.prospect_id = of_person
    UNION SELECT c.mail_id FROM cadence_sentcopy c JOIN cadence_delivery d ON d.id = c.delivery_id
        JOIN cadence_touch t ON t.id = d.touch_id WHERE t.prospect_id = of_person
    UNION SELECT id FROM mailbox_inboundmessage
        WHERE lower(from_address) = ANY (addresses) OR lower(bounced_address) = ANY (addresses)
            OR EXISTS (SELECT FROM unnest("to") reader WHERE lower(reader) = ANY (addresses))
$$;
REVOKE ALL ON FUNCTION earnest_mails_of(bigint, text[]) FROM PUBLIC;

-- What is under way keeps somebody from being erased: a cadence, a letter that leaves or may have left, words nobody read.
CREATE FUNCTION earnest_under_way(of_person bigint) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM cadence_enrollment WHERE prospect_id = of_person AND state <> 'ended')
        OR EXISTS (
            SELECT FROM cadence_delivery d JOIN cadence_touch t ON t.id = d.touch_id
            WHERE t.prospect_id = of_person AND d.state IN ('reserved', 'sending', 'unknown'))
        OR EXISTS (SELECT FROM cadence_reply WHERE prospect_id = of_person AND kind = '')
$$;
REVOKE ALL ON FUNCTION earnest_under_way(bigint) FROM PUBLIC;

-- Rows about the person: (what, statement). $1 person, $2 erasure, $3 mails, $4 hashes of their addresses, $5 the names.
-- Each says how many rows it emptied.
CREATE FUNCTION earnest_statements_of_erasing() RETURNS TABLE (what text, statement text)
LANGUAGE sql IMMUTABLE
AS $given$ VALUES
    ('drafts', $$ WITH gone AS (
        UPDATE cadence_draft d SET erased_sha256 = d.content_sha256, erasure_id = $2, to_address = '',
            subject = earnest_gone(d.subject), body = earnest_gone(d.body)
        FROM cadence_touch t WHERE t.id = d.touch_id AND t.prospect_id = $1 RETURNING d.id
    ), reviews AS (
        UPDATE cadence_approval a SET to_address = '', looks = earnest_gone(a.looks)
        FROM cadence_touch t WHERE t.id = a.touch_id AND t.prospect_id = $1
    ) SELECT count(*) FROM gone $$),
    ('letters', $$ WITH gone AS (
        UPDATE cadence_delivery d SET smtp_reply = earnest_gone(d.smtp_reply), explanation = earnest_gone(d.explanation)
        FROM cadence_touch t WHERE t.id = d.touch_id AND t.prospect_id = $1 RETURNING 1
    ) SELECT count(*) FROM gone $$),
    ('tries', $$ WITH gone AS (
        UPDATE cadence_attempt SET words = earnest_gone(words), note = earnest_gone(note), looks = earnest_gone(looks)
        WHERE prospect_id = $1 RETURNING 1
    ) SELECT count(*) FROM gone $$),
    ('plans', $$ WITH gone AS (
        UPDATE cadence_touch SET moved_note = earnest_gone(moved_note), skip_note = earnest_gone(skip_note),
            nothing_to_say = earnest_gone(nothing_to_say), lease_by_id = NULL, lease_until = NULL,
            closed_at = coalesce(closed_at, earnest_now()),
            state = CASE WHEN state IN ('planned', 'drafted') THEN 'cancelled' ELSE state END
        WHERE prospect_id = $1 RETURNING 1
    ) SELECT count(*) FROM gone $$),
    ('cadences', $$ WITH gone AS (
        UPDATE cadence_enrollment SET pause_reason = earnest_gone(pause_reason), ending_note = earnest_gone(ending_note)
        WHERE prospect_id = $1 RETURNING 1
    ) SELECT count(*) FROM gone $$),
    ('replies', $$ WITH gone AS (
        UPDATE cadence_reply SET text = earnest_gone(text), note = earnest_gone(note),
            points_to = '', reason_note = earnest_gone(reason_note)
        WHERE prospect_id = $1 RETURNING 1
    ) SELECT count(*) FROM gone $$),
    ('holds', $$ WITH gone AS (
        UPDATE cadence_hold h SET reason = earnest_gone(h.reason), lift_reason = earnest_gone(h.lift_reason)
        FROM cadence_reply r WHERE r.id = h.reply_id AND r.prospect_id = $1 RETURNING 1
    ) SELECT count(*) FROM gone $$),
    ('lessons', $$ WITH gone AS (
        UPDATE cadence_setback s SET about_them = earnest_gone(s.about_them), about_us = earnest_gone(s.about_us)
        FROM cadence_enrollment e WHERE e.id = s.enrollment_id AND e.prospect_id = $1 RETURNING 1
    ), asked AS (
        UPDATE research_question q SET text = earnest_gone(q.text), why = earnest_gone(q.why),
            approved_at = NULL, approved_by_id = NULL
        FROM adherence_lesson l JOIN cadence_reply r ON r.id = l.reply_id
        WHERE q.id = l.question_id AND r.prospect_id = $1 RETURNING 1
    ), quoted AS (
        UPDATE research_impactstory i SET quote = earnest_gone(i.quote), approved_at = NULL, approved_by_id = NULL
        WHERE length(i.quote) > 15 AND EXISTS (
            SELECT FROM cadence_reply r WHERE r.prospect_id = $1 AND position(i.quote IN r.text) > 0
        ) RETURNING 1
    ) SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM asked) + (SELECT count(*) FROM quoted) $$),
    ('requests', $$ WITH gone AS (
        UPDATE cadence_companyrequest SET why = earnest_gone(why), note = earnest_gone(note)
        WHERE prospect_id = $1 RETURNING 1
    ) SELECT count(*) FROM gone $$),
    ('coaching', $$ WITH said AS (
        UPDATE adherence_comment c SET passage = earnest_gone(c.passage), text = earnest_gone(c.text),
            answer = earnest_gone(c.answer)
        FROM adherence_sample s JOIN cadence_attempt a ON a.id = s.attempt_id
        WHERE s.id = c.sample_id AND a.prospect_id = $1 RETURNING 1
    ), shown AS (
        UPDATE adherence_example x SET why = earnest_gone(x.why), words = '',
            consent = CASE x.consent WHEN 'yes' THEN 'no' ELSE x.consent END
        FROM adherence_sample s JOIN cadence_attempt a ON a.id = s.attempt_id
        WHERE s.id = x.sample_id AND a.prospect_id = $1 RETURNING 1
    ) SELECT (SELECT count(*) FROM said) + (SELECT count(*) FROM shown) $$),
    ('mails', $$ WITH gone AS (
        UPDATE mailbox_inboundmessage SET message_id = '<erased-' || id || '@erased.invalid>', original_ids = '{}',
            in_reply_to = '', "references" = '{}', from_address = '', from_name = '', "to" = '{}', subject = '',
            text = earnest_gone(text), full_text = '', html = '', bounced_address = ''
        WHERE id = ANY ($3) RETURNING 1
    ), copies AS (
        UPDATE cadence_sentcopy SET message_id = '<erased-' || id || '@erased.invalid>' WHERE mail_id = ANY ($3)
    ) SELECT count(*) FROM gone $$),
    ('research', $$ WITH gone AS (
        UPDATE research_brief SET fit_note = earnest_gone(fit_note), problem = earnest_gone(problem),
            why_now = earnest_gone(why_now), risk = earnest_gone(risk), unknowns = earnest_gone(unknowns),
            name_source = earnest_gone(name_source), warm_path_note = earnest_gone(warm_path_note)
        WHERE prospect_id = $1 RETURNING 1
    ) SELECT count(*) FROM gone $$),
    ('facts', $$ WITH gone AS (
        UPDATE research_finding f SET claim = earnest_gone(claim), quote = earnest_gone(quote), source_url = '',
            source_name = earnest_gone(source_name), told_by = '(erased)', retracted_reason = earnest_gone(retracted_reason)
        WHERE f.prospect_id = $1 OR EXISTS (
            SELECT FROM adherence_lesson l JOIN cadence_reply r ON r.id = l.reply_id
            WHERE l.finding_id = f.id AND r.prospect_id = $1
        ) RETURNING 1
    ) SELECT count(*) FROM gone $$),
    ('introductions', $$ WITH gone AS (
        UPDATE research_introduction SET introducer = '(erased) ' || id, words = earnest_gone(words), note = earnest_gone(note)
        WHERE prospect_id = $1 RETURNING 1
    ) SELECT count(*) FROM gone $$),
    ('activity', $$ WITH gone AS (
        UPDATE prospects_activity SET detail = coalesce((
            SELECT jsonb_object_agg(key, value) FROM jsonb_each(detail)
            WHERE key IN ('touch', 'number', 'outcome', 'enrollment', 'ending', 'kind', 'reply', 'cause', 'until',
                'quiet_until', 'fit', 'warm_path', 'fields', 'cadence')
        ), '{}')
        WHERE prospect_id = $1 RETURNING 1
    ) SELECT count(*) FROM gone $$),
    ('stops', $$ WITH gone AS (
        UPDATE prospects_suppression SET value = CASE kind WHEN 'person' THEN value ELSE '' END,
            forgotten_at = CASE kind WHEN 'person' THEN forgotten_at ELSE earnest_now() END,
            reason = earnest_gone(reason), lift_reason = earnest_gone(lift_reason)
        WHERE value_hash = ANY ($4) AND kind <> 'domain' RETURNING 1
    ) SELECT count(*) FROM gone $$),
    ('import rows', $$ WITH gone AS (
        UPDATE prospects_stagedrow SET original = '', name = '', preferred_name = '', pronunciation = '', title = '',
            email = '', phone = '', linkedin_url = '', city = '', source = '', suggested = ''
        WHERE known_id = $1 OR lower(email) = ANY ($5) OR phone = ANY ($5) OR lower(linkedin_url) = ANY ($5)
            OR lower(name) = ANY ($5) RETURNING 1
    ) SELECT count(*) FROM gone $$)
$given$;

-- Where others' rows at their company mention them, the names go and the rest stays: (table, columns, whose). $2 company.
CREATE FUNCTION earnest_places_of_mention() RETURNS TABLE (place text, words text[], whose text)
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
    ('adherence_heardnote', '{text}', 'true'),
    ('adherence_comment', '{passage,text,answer}', 'true'),
    ('adherence_example', '{why,words}', 'true')
$$;

CREATE FUNCTION earnest_erase_mentions(names text[], of_company bigint, colleagues bigint[], in_erasure bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE given record; changes text; together text; n bigint; total bigint := 0;
BEGIN
    FOR given IN SELECT * FROM earnest_places_of_mention() LOOP
        SELECT string_agg(format('%1$I = earnest_unnamed(x.%1$I, $1)', word), ', '),
            string_agg(format('x.%I', word), ' || '' '' || ') INTO changes, together FROM unnest(given.words) word;
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
REVOKE ALL ON FUNCTION earnest_erase_mentions(text[], bigint, bigint[], bigint) FROM PUBLIC;

CREATE FUNCTION earnest_erase_one(of_person bigint, with_cause text, why text, by_whom bigint) RETURNS jsonb
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
    IF p.erased_at IS NOT NULL THEN
        RETURN emptied;
    END IF;
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
        RETURNING id INTO erasure_key;
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
    UPDATE prospects_erasure e SET counts = emptied WHERE e.id = erasure_key;
    PERFORM set_config('earnest.erasing', '', true);
    DELETE FROM prospects_erasing;
    RETURN emptied;
END
$$;
REVOKE ALL ON FUNCTION earnest_erase_one(bigint, text, text, bigint) FROM PUBLIC;

-- At the word of a manager of their rep, or of an admin: asked for by them, or because we have no need of it.
CREATE FUNCTION earnest_erase(of_person bigint, with_cause text, why text, by_whom bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF session_user = 'earnest_worker' OR with_cause NOT IN ('asked', 'no_need') OR NOT EXISTS (
        SELECT FROM team_user u JOIN prospects_prospect p ON p.id = of_person JOIN team_user rep ON rep.id = p.owner_id
        WHERE u.id = by_whom AND u.is_active AND (u.role = 'admin' OR (u.role = 'manager' AND u.team_id = rep.team_id))
    ) THEN
        RAISE EXCEPTION 'a manager of their rep erases what we know of somebody' USING ERRCODE = 'EA511';
    END IF;
    RETURN earnest_erase_one(of_person, with_cause, why, by_whom);
END
$$;

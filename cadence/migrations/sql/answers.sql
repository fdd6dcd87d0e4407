-- R8, R9: a person reads what they said, and then may answer it. A "no" is acknowledged once, briefly.

-- What an answer was is said once. The moment is the database's, so that it can be compared with that of a letter.
CREATE FUNCTION earnest_reply_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF OLD.kind <> '' AND (NEW.kind, NEW.named_by_id, NEW.named_at)
        IS DISTINCT FROM (OLD.kind, OLD.named_by_id, OLD.named_at) THEN
        RAISE EXCEPTION 'what an answer was is said once' USING ERRCODE = 'EA141';
    END IF;
    IF OLD.kind = '' AND NEW.kind <> '' THEN
        NEW.named_at := earnest_now();
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER answer_is_named_once BEFORE UPDATE ON cadence_reply
    FOR EACH ROW EXECUTE FUNCTION earnest_reply_guard();

-- Raises unless the letter answers a reply of the enrollment's person, by e-mail, from its rep.
CREATE FUNCTION earnest_check_belongs(t cadence_touch) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM cadence_enrollment e JOIN cadence_reply r ON r.prospect_id = e.prospect_id
        WHERE e.id = t.enrollment_id AND r.id = t.reply_id AND t.prospect_id = r.prospect_id
          AND coalesce(t.in_place_of_id, t.owner_id) = e.owner_id AND t.channel = 'email'
    ) THEN
        RAISE EXCEPTION 'an answer belongs to a reply of that person, and to their rep'
            USING ERRCODE = 'EA120';
    END IF;
END
$$;
REVOKE ALL ON FUNCTION earnest_check_belongs(cadence_touch) FROM PUBLIC;

-- An answer is no try and has no evidence but its delivery.
CREATE FUNCTION earnest_answer_was_sent(t cadence_touch) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT t.kind <> 'step' AND EXISTS (
        SELECT FROM cadence_delivery WHERE touch_id = t.id AND state = 'sent'
    )
$$;

-- Whoever used the link in a letter wants no letter at all, not even a kind one: neither the person nor, where
-- somebody else wrote what is answered, whoever reads the answer.
CREATE FUNCTION earnest_left_by_link(of_person bigint, of_message bigint) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM prospects_suppression stop JOIN prospects_prospect p ON p.id = of_person
        WHERE stop.origin = 'unsubscribe' AND stop.lifted_at IS NULL AND (
            (stop.kind = 'person' AND stop.value_hash = earnest_stop_hash(p.id::text))
            OR (stop.kind = 'email' AND stop.value_hash IN (
                earnest_stop_hash(earnest_email_key(p.email)),
                (SELECT earnest_stop_hash(earnest_email_key(m.from_address))
                    FROM mailbox_inboundmessage m WHERE m.id = of_message)
            ))
        )
    )
$$;

-- A stop for everybody at their company or domain: it was not this person's own to give.
CREATE FUNCTION earnest_domain_is_stopped(of_person bigint) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM prospects_suppression stop JOIN prospects_prospect p ON p.id = of_person
            JOIN prospects_company c ON c.id = p.company_id
        WHERE stop.kind = 'domain' AND stop.lifted_at IS NULL AND stop.channel IN ('', 'email')
          AND stop.value_hash IN (
              SELECT earnest_stop_hash(domain) FROM earnest_domains(split_part(p.email, '@', 2))
              UNION SELECT earnest_stop_hash(domain) FROM earnest_domains(c.domain)
          )
          AND (stop.until IS NULL OR stop.until > earnest_now())
    )
$$;

-- The other records of a person: those with their address or their profile.
CREATE FUNCTION earnest_records_of(of_person bigint) RETURNS SETOF bigint
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT same.id FROM prospects_prospect p JOIN prospects_prospect same ON same.id <> p.id AND (
        (p.email <> '' AND earnest_email_key(same.email) = earnest_email_key(p.email))
        OR (p.linkedin_url <> '' AND same.linkedin_url <> '' AND lower(same.linkedin_url) = lower(p.linkedin_url))
    )
    WHERE p.id = of_person
$$;

-- Raises when this letter may not go now. An acknowledgement answers a "no", also of somebody who asked us
-- to stop: that is its point. Any other answer waits for whoever there has not been read yet.
CREATE FUNCTION earnest_check_answer(t cadence_touch) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE r cadence_reply;
BEGIN
    IF t.state NOT IN ('planned', 'drafted') THEN
        RAISE EXCEPTION 'the letter is %', t.state USING ERRCODE = 'EA206';
    END IF;
    SELECT * INTO r FROM cadence_reply WHERE id = t.reply_id;
    IF r.kind = '' OR (r.kind = 'no') <> (t.kind = 'acknowledgement') THEN
        RAISE EXCEPTION 'this is no letter for such an answer' USING ERRCODE = 'EA219';
    END IF;
    IF t.kind = 'acknowledgement' THEN
        IF earnest_left_by_link(t.prospect_id, r.message_id) OR earnest_domain_is_stopped(t.prospect_id) THEN
            RAISE EXCEPTION 'they want no letter at all' USING ERRCODE = 'EA209';
        END IF;
        RETURN;
    END IF;
    IF EXISTS (
        SELECT FROM cadence_reply other LEFT JOIN mailbox_inboundmessage m ON m.id = other.message_id
        WHERE other.id <> r.id AND other.kind = '' AND (
            other.company_id = r.company_id OR other.prospect_id IN (SELECT earnest_records_of(t.prospect_id))
        ) AND NOT (
            other.suggested_kind IN ('away', 'automatic') AND coalesce(m.verdict, '') = 'auto_reply'
        )
    ) THEN
        RAISE EXCEPTION 'somebody there wrote and was not read' USING ERRCODE = 'EA208';
    END IF;
    IF EXISTS (
        SELECT FROM cadence_undecidedmail mail JOIN mailbox_inboundmessage m ON m.id = mail.message_id
            JOIN cadence_undecidedmail_companies c ON c.undecidedmail_id = mail.id
        WHERE c.company_id = r.company_id AND mail.decided_at IS NULL AND m.verdict <> 'auto_reply'
    ) THEN
        RAISE EXCEPTION 'somebody there may have written and was not read' USING ERRCODE = 'EA208';
    END IF;
    IF earnest_is_suppressed(t.prospect_id, t.channel) THEN
        RAISE EXCEPTION 'they asked us to stop' USING ERRCODE = 'EA209';
    END IF;
END
$$;
REVOKE ALL ON FUNCTION earnest_check_answer(cadence_touch) FROM PUBLIC;

-- An answer may also go to where their own letter came from.
CREATE FUNCTION earnest_answers_to(of_touch bigint, address text) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM cadence_touch t JOIN cadence_reply r ON r.id = t.reply_id
            JOIN mailbox_inboundmessage m ON m.id = r.message_id
        WHERE t.id = of_touch AND t.kind <> 'step' AND m.from_address <> '' AND m.from_address = address
    )
$$;

-- Two lines that ask for nothing. The checks know more; this is what no acknowledgement ever is.
CREATE FUNCTION earnest_check_acknowledgement(a cadence_approval) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE said text;
BEGIN
    SELECT d.body INTO said FROM cadence_draft d JOIN cadence_touch t ON t.id = d.touch_id
        WHERE d.id = a.draft_id AND t.kind = 'acknowledgement';
    IF (SELECT count(*) FROM regexp_split_to_table(said, '\s+') word WHERE word ~ '[[:alnum:]]') > 60
        OR said ~ '[?？؟]'
        OR said ~* 'https?:|www\.|[[:alnum:]-]\.[[:alpha:]]{2,}/' THEN
        RAISE EXCEPTION 'an acknowledgement is sixty words, greeting and signature included, without question or link'
            USING ERRCODE = 'EA217';
    END IF;
END
$$;
REVOKE ALL ON FUNCTION earnest_check_acknowledgement(cadence_approval) FROM PUBLIC;

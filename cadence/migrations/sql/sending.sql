-- Only a person sends (R1), these exact words (R2), once (R3), and not when a stop came first (R8, R10).

-- Composite keys, not trust: an approval names a draft of that very try with that very hash.
ALTER TABLE cadence_draft
    ADD CONSTRAINT draft_of_its_try UNIQUE (id, touch_id),
    ADD CONSTRAINT draft_with_its_words UNIQUE (id, content_sha256, to_address);
ALTER TABLE cadence_approval
    ADD CONSTRAINT approval_is_of_this_try FOREIGN KEY (draft_id, touch_id)
        REFERENCES cadence_draft (id, touch_id),
    ADD CONSTRAINT approval_is_of_these_words FOREIGN KEY (draft_id, content_sha256, to_address)
        REFERENCES cadence_draft (id, content_sha256, to_address),
    ADD CONSTRAINT approval_for_its_delivery UNIQUE (id, touch_id, content_sha256),
    ADD CONSTRAINT approval_lasts_fifteen_minutes
        CHECK (expires_at <= approved_at + interval '15 minutes');
ALTER TABLE cadence_delivery
    ADD CONSTRAINT delivery_is_of_this_approval FOREIGN KEY (approval_id, touch_id, content_sha256)
        REFERENCES cadence_approval (id, touch_id, content_sha256),
    -- Which transactions had ended when the last gate was asked, for the proof: what was in sight stopped the letter.
    ADD COLUMN sending_saw pg_snapshot;

-- Raises when nothing may go to this try's person now. Locks the enrollment first, then the try:
-- every writer takes them in this order, so a stop either comes before a letter or after it.
CREATE FUNCTION earnest_check_clear(of_touch bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE e cadence_enrollment; t cadence_touch;
BEGIN
    SELECT e2.* INTO e FROM cadence_enrollment e2
        JOIN cadence_touch t2 ON t2.enrollment_id = e2.id WHERE t2.id = of_touch FOR UPDATE OF e2;
    SELECT * INTO t FROM cadence_touch WHERE id = of_touch FOR UPDATE;
    -- A letter that answers them has rules of its own (answers.sql): an ended cadence does not stop it.
    IF t.kind <> 'step' THEN
        PERFORM earnest_check_answer(t);
        RETURN;
    END IF;
    IF e.id IS NULL OR e.state = 'ended' THEN
        RAISE EXCEPTION 'the cadence has ended' USING ERRCODE = 'EA205';
    END IF;
    IF t.state NOT IN ('planned', 'drafted') THEN
        RAISE EXCEPTION 'the try is %', t.state USING ERRCODE = 'EA206';
    END IF;
    IF EXISTS (
        SELECT FROM cadence_hold h JOIN prospects_prospect p ON p.company_id = h.company_id
        WHERE p.id = t.prospect_id AND h.lifted_at IS NULL
    ) THEN
        RAISE EXCEPTION 'the company is on hold' USING ERRCODE = 'EA208';
    END IF;
    IF earnest_is_suppressed(t.prospect_id, t.channel) THEN
        RAISE EXCEPTION 'they asked us to stop' USING ERRCODE = 'EA209';
    END IF;
END
$$;
REVOKE ALL ON FUNCTION earnest_check_clear(bigint) FROM PUBLIC;

-- The share lock lets a sign-out come before this moment or after it, never at the same time.
CREATE FUNCTION earnest_session_is_live(of_session uuid, of_user bigint) RETURNS boolean
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM 1 FROM team_humansession s JOIN team_user u ON u.id = s.user_id
        WHERE s.id = of_session AND s.user_id = of_user AND u.is_active
          AND s.revoked_at IS NULL AND s.expires_at > earnest_now()
        FOR SHARE OF s;
    RETURN FOUND;
END
$$;

-- Raises unless the reviewer owns try and mailbox, the words are the newest ones, and the address is
-- where the person still is.
CREATE FUNCTION earnest_check_words(a cadence_approval) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM cadence_touch t JOIN mailbox_mailbox m ON m.id = a.mailbox_id
        WHERE t.id = a.touch_id AND t.owner_id = a.reviewer_id AND m.owner_id = a.reviewer_id
          AND t.channel = 'email'
    ) THEN
        RAISE EXCEPTION 'the reviewer owns neither or only one of try and mailbox'
            USING ERRCODE = 'EA203';
    END IF;
    IF EXISTS (
        SELECT FROM cadence_draft newer JOIN cadence_draft d ON d.id = a.draft_id
        WHERE newer.touch_id = a.touch_id AND newer.number > d.number
    ) THEN
        RAISE EXCEPTION 'a newer draft exists' USING ERRCODE = 'EA204';
    END IF;
    IF NOT EXISTS (
        SELECT FROM cadence_touch t JOIN prospects_prospect p ON p.id = t.prospect_id
        WHERE t.id = a.touch_id AND p.email = a.to_address AND p.email_bounced_at IS NULL
    ) AND NOT earnest_answers_to(a.touch_id, a.to_address) THEN
        RAISE EXCEPTION 'the address is not the one the person has now' USING ERRCODE = 'EA216';
    END IF;
END
$$;
REVOKE ALL ON FUNCTION earnest_check_words(cadence_approval) FROM PUBLIC;

-- Raises when this review may not be acted on at this moment. Asked when a delivery is reserved and
-- again when it begins to send: whatever came in between stops the letter.
CREATE FUNCTION earnest_check_review(a cadence_approval, moment timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM cadence_withdrawal w WHERE w.approval_id = a.id) THEN
        RAISE EXCEPTION 'the approval was taken back' USING ERRCODE = 'EA213';
    END IF;
    IF a.expires_at <= moment THEN
        RAISE EXCEPTION 'the approval expired' USING ERRCODE = 'EA214';
    END IF;
    PERFORM earnest_check_words(a);
    IF NOT earnest_session_is_live(a.session_id, a.reviewer_id) THEN
        RAISE EXCEPTION 'the session behind the review ended' USING ERRCODE = 'EA202';
    END IF;
END
$$;
REVOKE ALL ON FUNCTION earnest_check_review(cadence_approval, timestamptz) FROM PUBLIC;

CREATE FUNCTION earnest_approval_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM earnest_check_clear(NEW.touch_id);
    IF NOT earnest_session_is_live(NEW.session_id, NEW.reviewer_id) THEN
        RAISE EXCEPTION 'no live session of the reviewer' USING ERRCODE = 'EA202';
    END IF;
    PERFORM earnest_check_words(NEW);
    PERFORM earnest_check_acknowledgement(NEW);
    NEW.approved_at := earnest_now();
    NEW.expires_at := NEW.approved_at + interval '15 minutes';
    NEW.consumed_at := NULL;
    RETURN NEW;
END
$$;
CREATE TRIGGER approval_is_a_persons_review BEFORE INSERT ON cadence_approval
    FOR EACH ROW EXECUTE FUNCTION earnest_approval_guard();

-- The one change an approval ever sees is being consumed, written by the delivery's own trigger.
CREATE FUNCTION earnest_approval_keep() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.consumed_at IS NOT NULL OR NEW.consumed_at IS NULL
        OR to_jsonb(NEW) - 'consumed_at' IS DISTINCT FROM to_jsonb(OLD) - 'consumed_at' THEN
        RAISE EXCEPTION 'an approval never changes' USING ERRCODE = 'EA201';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER approval_never_changes BEFORE UPDATE OR DELETE ON cadence_approval
    FOR EACH ROW EXECUTE FUNCTION earnest_approval_keep();

-- Undone is undone: never written of a letter that may have left. Dated by the database, so that it can be compared
-- with the moment a letter was reserved. It runs as the owner to hold the review: whatever begins a letter of it
-- holds it, too, so an undo comes before that or after it, never at the same time.
CREATE FUNCTION earnest_withdrawal_begin() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM 1 FROM cadence_approval WHERE id = NEW.approval_id FOR UPDATE;
    IF EXISTS (
        SELECT FROM cadence_delivery
        WHERE approval_id = NEW.approval_id AND state IN ('sending', 'sent', 'unknown')
    ) THEN
        RAISE EXCEPTION 'the letter is on its way or gone' USING ERRCODE = 'EA225';
    END IF;
    NEW.at := earnest_now();
    RETURN NEW;
END
$$;
CREATE TRIGGER withdrawal_is_dated BEFORE INSERT ON cadence_withdrawal
    FOR EACH ROW EXECUTE FUNCTION earnest_withdrawal_begin();
CREATE TRIGGER withdrawal_never_changes BEFORE UPDATE OR DELETE ON cadence_withdrawal
    FOR EACH ROW EXECUTE FUNCTION earnest_never();

-- How many letters this mailbox sent or may have sent since its owner's midnight.
CREATE FUNCTION earnest_sent_today(of_mailbox bigint) RETURNS bigint
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT count(*) FROM cadence_delivery d
        JOIN cadence_approval a ON a.id = d.approval_id
        JOIN team_user u ON u.id = a.reviewer_id
    -- A review lasts fifteen minutes, so older ones cannot have begun today: the index bounds the scan.
    WHERE a.mailbox_id = of_mailbox AND d.state <> 'failed'
      AND a.approved_at >= date_trunc('day', earnest_now(), u.time_zone) - interval '15 minutes'
      AND d.reserved_at >= date_trunc('day', earnest_now(), u.time_zone)
$$;

CREATE FUNCTION earnest_delivery_begin() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE a cadence_approval; cap integer; moment timestamptz;
BEGIN
    -- session_user survives SECURITY DEFINER; current_user does not.
    IF session_user <> 'earnest_web' THEN
        RAISE EXCEPTION 'only the web role sends, not %', session_user USING ERRCODE = 'EA210';
    END IF;
    PERFORM earnest_check_clear(NEW.touch_id);
    SELECT * INTO a FROM cadence_approval WHERE id = NEW.approval_id FOR UPDATE;
    IF a.id IS NULL OR a.touch_id <> NEW.touch_id OR a.content_sha256 <> NEW.content_sha256 THEN
        RAISE EXCEPTION 'no approval of these words for this try' USING ERRCODE = 'EA211';
    END IF;
    IF a.consumed_at IS NOT NULL THEN
        RAISE EXCEPTION 'the approval was used' USING ERRCODE = 'EA212';
    END IF;
    moment := earnest_now();
    PERFORM earnest_check_review(a, moment);
    PERFORM 1 FROM mailbox_mailbox WHERE id = a.mailbox_id FOR UPDATE;
    SELECT least(
        m.daily_cap, coalesce((SELECT mailbox_daily_cap FROM team_policy WHERE id = 1), 60)
    ) INTO cap FROM mailbox_mailbox m WHERE m.id = a.mailbox_id;
    IF earnest_sent_today(a.mailbox_id) >= cap THEN
        RAISE EXCEPTION 'the mailbox has sent % letters today', cap USING ERRCODE = 'EA215';
    END IF;
    NEW.state := 'reserved';
    NEW.db_role := session_user;
    NEW.reserved_at := moment;
    NEW.sending_at := NULL;
    NEW.sending_saw := NULL;
    NEW.finished_at := NULL;
    NEW.mime_sha256 := NULL;
    RETURN NEW;
END
$$;
CREATE TRIGGER delivery_begins_with_a_review BEFORE INSERT ON cadence_delivery
    FOR EACH ROW EXECUTE FUNCTION earnest_delivery_begin();

-- Runs as the owner, so that not even the web role may touch consumed_at.
CREATE FUNCTION earnest_approval_consume() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    UPDATE cadence_approval SET consumed_at = earnest_now()
        WHERE id = NEW.approval_id AND consumed_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the approval was used' USING ERRCODE = 'EA212';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER delivery_consumes_its_approval AFTER INSERT ON cadence_delivery
    FOR EACH ROW EXECUTE FUNCTION earnest_approval_consume();

CREATE FUNCTION earnest_delivery_move() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE a cadence_approval; moment timestamptz;
BEGIN
    IF (NEW.id, NEW.touch_id, NEW.approval_id, NEW.content_sha256, NEW.message_id,
        NEW.reserved_at, NEW.db_role)
        IS DISTINCT FROM (OLD.id, OLD.touch_id, OLD.approval_id, OLD.content_sha256,
        OLD.message_id, OLD.reserved_at, OLD.db_role)
        OR (OLD.mime_sha256 IS NOT NULL AND NEW.mime_sha256 IS DISTINCT FROM OLD.mime_sha256)
        -- Who said whether it left is written with what they said, and at no other time.
        OR (OLD.state <> 'unknown' AND (NEW.resolved_by_id, NEW.resolved_session_id)
            IS DISTINCT FROM (OLD.resolved_by_id, OLD.resolved_session_id)) THEN
        RAISE EXCEPTION 'what was sent never changes' USING ERRCODE = 'EA220';
    END IF;
    IF (OLD.state, NEW.state) NOT IN (
        ('reserved', 'sending'), ('reserved', 'failed'),
        ('sending', 'sent'), ('sending', 'failed'), ('sending', 'unknown'),
        ('unknown', 'sent'), ('unknown', 'failed')
    ) THEN
        RAISE EXCEPTION 'a delivery does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'EA221';
    END IF;
    IF session_user <> 'earnest_web' AND NOT (
        (OLD.state = 'sending' AND NEW.state = 'unknown'
            AND OLD.sending_at < earnest_now() - interval '5 minutes')
        OR (OLD.state = 'reserved' AND NEW.state = 'failed'
            AND OLD.reserved_at < earnest_now() - interval '10 minutes')
    ) THEN
        RAISE EXCEPTION 'role % may only close what went stale', session_user
            USING ERRCODE = 'EA224';
    END IF;
    IF session_user <> 'earnest_web' AND to_jsonb(NEW) - '{state,explanation,finished_at}'::text[]
        IS DISTINCT FROM to_jsonb(OLD) - '{state,explanation,finished_at}'::text[] THEN
        RAISE EXCEPTION 'role % may only say that and why it is closed', session_user
            USING ERRCODE = 'EA224';
    END IF;
    IF NEW.state = 'sending' THEN
        IF NEW.mime_sha256 IS NULL THEN
            RAISE EXCEPTION 'sending records the exact bytes first' USING ERRCODE = 'EA222';
        END IF;
        NEW.sending_saw := pg_current_snapshot();
        -- The last gate: a stop that committed before this moment wins.
        PERFORM earnest_check_clear(NEW.touch_id);
        SELECT * INTO a FROM cadence_approval WHERE id = NEW.approval_id FOR UPDATE;
        moment := earnest_now();
        PERFORM earnest_check_review(a, moment);
        NEW.sending_at := moment;
    ELSE
        NEW.sending_at := OLD.sending_at;
        NEW.sending_saw := OLD.sending_saw;
        NEW.finished_at := earnest_now();
    END IF;
    -- A rep who may no longer sign in cannot say it: then a manager of their team does, or an admin.
    IF OLD.state = 'unknown' AND NOT (
        EXISTS (
            SELECT FROM cadence_touch t JOIN team_user rep ON rep.id = t.owner_id
            JOIN team_user says ON says.id = NEW.resolved_by_id
            WHERE t.id = NEW.touch_id AND (says.id = rep.id OR (NOT rep.is_active AND (
                says.role = 'admin' OR (says.role = 'manager' AND says.team_id = rep.team_id)
            )))
        )
        AND earnest_session_is_live(NEW.resolved_session_id, NEW.resolved_by_id)
    ) THEN
        RAISE EXCEPTION 'the rep of the try says whether it left' USING ERRCODE = 'EA223';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER delivery_moves_legally BEFORE UPDATE ON cadence_delivery
    FOR EACH ROW EXECUTE FUNCTION earnest_delivery_move();
CREATE TRIGGER delivery_is_kept BEFORE DELETE ON cadence_delivery
    FOR EACH ROW EXECUTE FUNCTION earnest_never();

-- Row triggers say nothing of a table that is emptied at once.
CREATE TRIGGER deliveries_are_never_emptied BEFORE TRUNCATE ON cadence_delivery
    FOR EACH STATEMENT EXECUTE FUNCTION earnest_never();
CREATE TRIGGER approvals_are_never_emptied BEFORE TRUNCATE ON cadence_approval
    FOR EACH STATEMENT EXECUTE FUNCTION earnest_never();
CREATE TRIGGER evidence_is_never_emptied BEFORE TRUNCATE ON cadence_attempt
    FOR EACH STATEMENT EXECUTE FUNCTION earnest_never();

-- A letter that no person settled is accounted for by the database: nobody acted, so there is no actor. Its beginning
-- needs none: the review it used up is one already. Deferred: the account takes the chain's one lock, so it is last.
CREATE FUNCTION earnest_account_for_closed_delivery() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF session_user <> 'earnest_web' THEN
        INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash) VALUES (
            earnest_now(), NULL, 'delivered', 'delivery ' || NEW.id,
            jsonb_build_object('state', NEW.state, 'touch', NEW.touch_id, 'db_role', session_user), '', ''
        );
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_account_for_closed_delivery() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER closed_delivery_is_accounted_for AFTER UPDATE ON cadence_delivery
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state <> OLD.state)
    EXECUTE FUNCTION earnest_account_for_closed_delivery();

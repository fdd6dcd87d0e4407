-- R4, R11, R12 and the frozen plan.

CREATE FUNCTION earnest_version_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE steps integer; widest integer;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.state = 'published' THEN
        RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'EA101';
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.state = 'published' THEN
        SELECT count(*), max(gap) INTO steps, widest FROM (
            SELECT day - lag(day) OVER (ORDER BY number) AS gap
            FROM cadence_step WHERE version_id = NEW.id
        ) gaps;
        IF steps < 10 THEN
            RAISE EXCEPTION 'a cadence has at least ten steps, not %', steps USING ERRCODE = 'EA102';
        END IF;
        IF widest > 7 OR EXISTS (
            SELECT FROM (
                SELECT day - lag(day) OVER (ORDER BY number) AS gap
                FROM cadence_step WHERE version_id = NEW.id
            ) gaps WHERE gap < 1
        ) THEN
            RAISE EXCEPTION 'gaps between steps are one to seven days' USING ERRCODE = 'EA103';
        END IF;
        IF EXISTS (
            SELECT FROM cadence_step WHERE version_id = NEW.id
            GROUP BY purpose HAVING count(*) > 1 OR purpose = ''
        ) THEN
            RAISE EXCEPTION 'each step has a purpose of its own' USING ERRCODE = 'EA104';
        END IF;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER published_version_never_changes BEFORE INSERT OR UPDATE OR DELETE ON cadence_cadenceversion
    FOR EACH ROW EXECUTE FUNCTION earnest_version_guard();

CREATE FUNCTION earnest_step_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    -- Waits for whoever publishes just now, and lets nobody publish until this change is known.
    PERFORM 1 FROM cadence_cadenceversion WHERE id IN (
        CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD.version_id END,
        CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE NEW.version_id END
    ) FOR SHARE;
    IF EXISTS (
        SELECT FROM cadence_cadenceversion
        WHERE state = 'published' AND id IN (
            CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD.version_id END,
            CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE NEW.version_id END
        )
    ) THEN
        RAISE EXCEPTION 'the steps of a published version never change' USING ERRCODE = 'EA101';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER published_steps_never_change BEFORE INSERT OR UPDATE OR DELETE ON cadence_step
    FOR EACH ROW EXECUTE FUNCTION earnest_step_guard();

-- At most three people of a company at once (policy may ask for fewer). The lock makes it exact.
CREATE FUNCTION earnest_enrollment_begin() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE at_company bigint; busy integer;
BEGIN
    IF NEW.state = 'ended' THEN
        RAISE EXCEPTION 'an enrollment begins before it ends' USING ERRCODE = 'EA114';
    END IF;
    IF NOT EXISTS (
        SELECT FROM cadence_cadenceversion WHERE id = NEW.version_id AND state = 'published'
    ) THEN
        RAISE EXCEPTION 'an enrollment follows a published version' USING ERRCODE = 'EA115';
    END IF;
    SELECT company_id INTO at_company FROM prospects_prospect WHERE id = NEW.prospect_id;
    PERFORM 1 FROM prospects_company WHERE id = at_company FOR NO KEY UPDATE;
    SELECT count(*) INTO busy FROM cadence_enrollment e
        JOIN prospects_prospect p ON p.id = e.prospect_id
        WHERE p.company_id = at_company AND e.state <> 'ended';
    IF busy >= coalesce((SELECT people_per_company FROM team_policy WHERE id = 1), 3) THEN
        RAISE EXCEPTION 'enough people of this company are in a cadence' USING ERRCODE = 'EA110';
    END IF;
    NEW.attempts := 0;
    NEW.last_attempt_at := NULL;
    RETURN NEW;
END
$$;
CREATE TRIGGER company_has_at_most_three BEFORE INSERT ON cadence_enrollment
    FOR EACH ROW EXECUTE FUNCTION earnest_enrollment_begin();

-- An ending is for good, and "not reached" needs ten evidenced attempts, counted, not believed.
CREATE FUNCTION earnest_enrollment_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE made integer;
BEGIN
    IF OLD.state = 'ended' AND (NEW.state, NEW.ending, NEW.ended_at)
        IS DISTINCT FROM (OLD.state, OLD.ending, OLD.ended_at) THEN
        RAISE EXCEPTION 'an ended enrollment stays ended' USING ERRCODE = 'EA111';
    END IF;
    IF NEW.prospect_id <> OLD.prospect_id OR NEW.version_id <> OLD.version_id AND (
        NEW.state = 'ended'
        OR NOT EXISTS (
            SELECT FROM cadence_cadenceversion later JOIN cadence_cadenceversion own USING (cadence_id)
            WHERE later.id = NEW.version_id AND later.state = 'published'
              AND own.id = OLD.version_id AND later.number > own.number
        )
        OR EXISTS (
            SELECT FROM cadence_touch WHERE enrollment_id = NEW.id AND kind = 'step'
              AND state IN ('planned', 'drafted')
        )
    ) THEN
        RAISE EXCEPTION 'an enrollment keeps its person, and its version but for a later one between two tries'
            USING ERRCODE = 'EA112';
    END IF;
    -- Read under the row's lock, so that no letter can seem to have begun after an ending it came before.
    IF NEW.state = 'ended' AND OLD.state <> 'ended' THEN
        NEW.ended_at := earnest_now();
    END IF;
    SELECT count(*), max(at) INTO made, NEW.last_attempt_at FROM cadence_attempt WHERE enrollment_id = NEW.id;
    NEW.attempts := made;
    IF NEW.ending = 'not_reached' AND OLD.ending <> 'not_reached' AND made < greatest(
        10, coalesce((SELECT min_attempts FROM team_policy WHERE id = 1), 10)
    ) THEN
        RAISE EXCEPTION 'not reached after % attempts is too early', made USING ERRCODE = 'EA113';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER enrollment_ends_honestly BEFORE UPDATE ON cadence_enrollment
    FOR EACH ROW EXECUTE FUNCTION earnest_enrollment_guard();
CREATE TRIGGER enrollment_is_kept BEFORE DELETE ON cadence_enrollment
    FOR EACH ROW EXECUTE FUNCTION earnest_never();

-- A try belongs to its enrollment's person and rep, or to whoever covers for the rep (cover.sql), and to a step of its version; a letter that answers
-- belongs to a reply of that person instead (answers.sql).
CREATE FUNCTION earnest_touch_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.kind, NEW.reply_id) IS DISTINCT FROM (OLD.kind, OLD.reply_id) THEN
        RAISE EXCEPTION 'a letter goes on answering what it was opened for' USING ERRCODE = 'EA123';
    END IF;
    IF NEW.kind <> 'step' THEN
        PERFORM earnest_check_belongs(NEW);
    ELSIF NOT EXISTS (
        SELECT FROM cadence_enrollment e JOIN cadence_step s ON s.id = NEW.step_id
        WHERE e.id = NEW.enrollment_id
          -- What was tried by an earlier version stays what it was when the enrollment goes on by a later one.
          AND (s.version_id = e.version_id OR TG_OP = 'UPDATE'
            AND NEW.step_id = OLD.step_id AND NEW.enrollment_id = OLD.enrollment_id)
          AND e.prospect_id = NEW.prospect_id AND e.owner_id = coalesce(NEW.in_place_of_id, NEW.owner_id)
          AND s.number = NEW.number
    ) THEN
        RAISE EXCEPTION 'a try belongs to its enrollment and its step' USING ERRCODE = 'EA120';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state IS DISTINCT FROM NEW.state AND NOT (
        (OLD.state, NEW.state) IN (
            ('planned', 'drafted'), ('planned', 'done'), ('planned', 'skipped'),
            ('planned', 'cancelled'), ('drafted', 'done'), ('drafted', 'skipped'),
            ('drafted', 'cancelled'), ('cancelled', 'done')
        )
    ) THEN
        RAISE EXCEPTION 'a try does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'EA121';
    END IF;
    IF NEW.state = 'done' AND NOT EXISTS (
        SELECT FROM cadence_attempt WHERE touch_id = NEW.id
    ) AND NOT earnest_answer_was_sent(NEW) THEN
        RAISE EXCEPTION 'a try is made only with evidence' USING ERRCODE = 'EA122';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER try_belongs_and_moves_legally BEFORE INSERT OR UPDATE ON cadence_touch
    FOR EACH ROW EXECUTE FUNCTION earnest_touch_guard();
CREATE TRIGGER try_is_kept BEFORE DELETE ON cadence_touch
    FOR EACH ROW EXECUTE FUNCTION earnest_never();

CREATE TRIGGER draft_never_changes BEFORE UPDATE OR DELETE ON cadence_draft
    FOR EACH ROW EXECUTE FUNCTION earnest_never();

-- Evidence: a letter counts only when its delivery was sent, for the same try. Nothing is taken back.
-- Holidays and each country's own hours are the policy's to ask; the database keeps the widest hours
-- that any of them allows (8:00 to 21:30) and an hour to write the call down.
CREATE FUNCTION earnest_attempt_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM cadence_touch t WHERE t.id = NEW.touch_id AND t.channel = NEW.channel
          AND t.enrollment_id = NEW.enrollment_id AND t.prospect_id = NEW.prospect_id
          AND t.kind = 'step'
    ) THEN
        RAISE EXCEPTION 'evidence belongs to its try' USING ERRCODE = 'EA130';
    END IF;
    IF NEW.channel = 'call' AND NEW.outcome <> 'asked_to_stop' AND EXISTS (
        SELECT FROM prospects_prospect p JOIN prospects_company c ON c.id = p.company_id,
            LATERAL (SELECT (earnest_now() AT TIME ZONE coalesce(
                nullif(p.time_zone, ''), nullif(c.time_zone, '')))::time AS clock) there
        WHERE p.id = NEW.prospect_id AND (there.clock < '08:00' OR there.clock >= '22:30')
    ) THEN
        RAISE EXCEPTION 'nobody is rung at this hour' USING ERRCODE = 'EA132';
    END IF;
    IF NEW.delivery_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM cadence_delivery d
        WHERE d.id = NEW.delivery_id AND d.touch_id = NEW.touch_id AND d.state = 'sent'
    ) THEN
        RAISE EXCEPTION 'only a sent letter is evidence' USING ERRCODE = 'EA131';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER evidence_belongs_to_its_try BEFORE INSERT ON cadence_attempt
    FOR EACH ROW EXECUTE FUNCTION earnest_attempt_guard();
CREATE TRIGGER evidence_never_changes BEFORE UPDATE OR DELETE ON cadence_attempt
    FOR EACH ROW EXECUTE FUNCTION earnest_never();

-- The count on the enrollment follows the evidence by itself: its own guard counts the rows.
CREATE FUNCTION earnest_attempt_count() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    UPDATE cadence_enrollment SET attempts = attempts + 1 WHERE id = NEW.enrollment_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER evidence_is_counted AFTER INSERT ON cadence_attempt
    FOR EACH ROW EXECUTE FUNCTION earnest_attempt_count();

-- A hold is dated by the database, under the locks of the company's enrollments, so that it can be
-- compared with the moment a letter began to leave. It is lifted once and otherwise never changes.
CREATE FUNCTION earnest_hold_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.placed_at := earnest_now();
        RETURN NEW;
    END IF;
    IF OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL
        OR to_jsonb(NEW) - '{lifted_at,lifted_by_id,lift_reason}'::text[]
        IS DISTINCT FROM to_jsonb(OLD) - '{lifted_at,lifted_by_id,lift_reason}'::text[] THEN
        RAISE EXCEPTION 'a hold is only ever lifted, once' USING ERRCODE = 'EA140';
    END IF;
    NEW.lifted_at := earnest_now();
    RETURN NEW;
END
$$;
CREATE TRIGGER hold_is_placed_and_lifted_once BEFORE INSERT OR UPDATE ON cadence_hold
    FOR EACH ROW EXECUTE FUNCTION earnest_hold_guard();
CREATE TRIGGER hold_is_kept BEFORE DELETE ON cadence_hold
    FOR EACH ROW EXECUTE FUNCTION earnest_never();

-- Whoever covers for an absent rep makes the rep's tries in their place. The enrollment stays the rep's.

-- As in method.sql, where owner and enrollment's owner were always one.
CREATE OR REPLACE FUNCTION earnest_touch_guard() RETURNS trigger
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

CREATE OR REPLACE FUNCTION earnest_check_belongs(t cadence_touch) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM cadence_enrollment e JOIN cadence_reply r ON r.prospect_id = e.prospect_id
        WHERE e.id = t.enrollment_id AND r.id = t.reply_id AND t.prospect_id = r.prospect_id
          AND e.owner_id = coalesce(t.in_place_of_id, t.owner_id) AND t.channel = 'email'
    ) THEN
        RAISE EXCEPTION 'an answer belongs to a reply of that person, and to their rep'
            USING ERRCODE = 'EA120';
    END IF;
END
$$;

-- Only whoever was named for an absence is given what is another's. Afterwards it stays written down whose it was.
CREATE FUNCTION earnest_cover_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.owner_id, NEW.in_place_of_id) IS NOT DISTINCT FROM (OLD.owner_id, OLD.in_place_of_id) THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT FROM team_timeoff o WHERE o.user_id = NEW.in_place_of_id AND o.cover_id = NEW.owner_id
    ) THEN
        RAISE EXCEPTION 'only whoever covers makes a try in place of another' USING ERRCODE = 'EA124';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER try_of_another_is_made_by_their_cover BEFORE INSERT OR UPDATE ON cadence_touch
    FOR EACH ROW WHEN (NEW.in_place_of_id IS NOT NULL) EXECUTE FUNCTION earnest_cover_guard();

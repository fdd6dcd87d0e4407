-- Coaching: what is drawn, what is said of it and by whom, and the yes without which no try becomes an example.

-- The words of a try as they went out: of a letter its reviewed draft, of a note what its rep kept, of post its sheet.
-- Nothing of a call: what was said there is nobody's text. It reads with the rights of whoever asks.
CREATE FUNCTION earnest_words_sent(of_attempt bigint) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT coalesce(
        (SELECT d.body FROM cadence_delivery s JOIN cadence_approval p ON p.id = s.approval_id
         JOIN cadence_draft d ON d.id = p.draft_id WHERE s.id = a.delivery_id),
        nullif(a.words, ''),
        (SELECT d.body FROM cadence_draft d WHERE d.touch_id = a.touch_id AND d.made_at <= a.at
         ORDER BY d.number DESC LIMIT 1),
        '')
    FROM cadence_attempt a WHERE a.id = of_attempt AND a.channel <> 'call'
$$;

CREATE FUNCTION earnest_manages(manager bigint, rep bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM team_user m JOIN team_user r ON r.id = rep
        WHERE m.id = manager AND m.id <> r.id
          AND (m.role = 'admin' OR m.role = 'manager' AND m.team_id = r.team_id)
    )
$$;
REVOKE ALL ON FUNCTION earnest_manages(bigint, bigint) FROM PUBLIC;

-- A draw is of a week that is over where the rep is, of what this rep wrote in it.
CREATE FUNCTION earnest_sample_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP <> 'INSERT' OR NOT EXISTS (
        SELECT FROM cadence_attempt a JOIN team_user u ON u.id = a.by_id
        WHERE a.id = NEW.attempt_id AND a.by_id = NEW.rep_id
          AND (a.at AT TIME ZONE u.time_zone)::date BETWEEN NEW.week AND NEW.week + 6
          AND (earnest_now() AT TIME ZONE u.time_zone)::date > NEW.week + 6
          AND earnest_words_sent(a.id) <> ''
    ) THEN
        RAISE EXCEPTION 'a draw is of what a rep wrote in a week that is over, and stays' USING ERRCODE = 'EA701';
    END IF;
    NEW.drawn_at := earnest_now();
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_sample_guard() FROM PUBLIC;
CREATE TRIGGER draw_is_of_what_the_rep_wrote BEFORE INSERT OR UPDATE OR DELETE ON adherence_sample
    FOR EACH ROW EXECUTE FUNCTION earnest_sample_guard();

-- Who looks, comments or asks for an example is a manager of the rep's team or an admin, and never the rep.
CREATE FUNCTION earnest_look_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM adherence_sample s WHERE s.id = NEW.sample_id AND earnest_manages(NEW.by_id, s.rep_id)) THEN
        RAISE EXCEPTION 'a try is looked at by a manager of its rep' USING ERRCODE = 'EA702';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_look_guard() FROM PUBLIC;
CREATE TRIGGER look_is_a_managers BEFORE INSERT OR UPDATE ON adherence_look
    FOR EACH ROW EXECUTE FUNCTION earnest_look_guard();

-- A comment stands at the passage it is about, stays as it was written, and is answered once, by the rep of the try.
CREATE FUNCTION earnest_comment_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE drawn adherence_sample;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a comment stays' USING ERRCODE = 'EA703';
    END IF;
    SELECT * INTO drawn FROM adherence_sample WHERE id = NEW.sample_id;
    IF TG_OP = 'INSERT' THEN
        IF NOT coalesce(earnest_manages(NEW.by_id, drawn.rep_id), false) OR NEW.answered_at IS NOT NULL
            OR NEW.tried_at IS NOT NULL
            OR substr(earnest_words_sent(drawn.attempt_id), NEW.starts + 1, length(NEW.passage)) <> NEW.passage THEN
            RAISE EXCEPTION 'a comment is a manager''s, about a passage of what was sent' USING ERRCODE = 'EA702';
        END IF;
        NEW.at := earnest_now();
        RETURN NEW;
    END IF;
    IF (NEW.sample_id, NEW.by_id, NEW.at, NEW.starts, NEW.passage, NEW.text)
            IS DISTINCT FROM (OLD.sample_id, OLD.by_id, OLD.at, OLD.starts, OLD.passage, OLD.text)
        OR OLD.answered_at IS NOT NULL AND (NEW.answer, NEW.answered_by_id, NEW.answered_at)
            IS DISTINCT FROM (OLD.answer, OLD.answered_by_id, OLD.answered_at)
        OR OLD.tried_at IS NOT NULL AND NEW.tried_at IS DISTINCT FROM OLD.tried_at
        OR NEW.tried_at IS NOT NULL AND NEW.answered_at IS NULL
        OR NEW.answered_by_id <> drawn.rep_id THEN
        RAISE EXCEPTION 'a comment stays as it was written, and the rep of the try answers it once' USING ERRCODE = 'EA703';
    END IF;
    IF OLD.answered_at IS NULL AND NEW.answered_at IS NOT NULL THEN
        NEW.answered_at := earnest_now();
    END IF;
    IF OLD.tried_at IS NULL AND NEW.tried_at IS NOT NULL THEN
        NEW.tried_at := earnest_now();
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_comment_guard() FROM PUBLIC;
CREATE TRIGGER comment_is_answered_by_the_rep BEFORE INSERT OR UPDATE OR DELETE ON adherence_comment
    FOR EACH ROW EXECUTE FUNCTION earnest_comment_guard();

-- An example begins as a question. The rep of the try says yes, with the words that may stand, or no; a yes may be taken back.
CREATE FUNCTION earnest_example_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE rep bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an example is taken back, not deleted' USING ERRCODE = 'EA704';
    END IF;
    SELECT rep_id INTO rep FROM adherence_sample WHERE id = NEW.sample_id;
    IF TG_OP = 'INSERT' THEN
        IF NEW.consent <> '' OR NOT coalesce(earnest_manages(NEW.asked_by_id, rep), false) THEN
            RAISE EXCEPTION 'a manager asks for an example, and nobody has agreed yet' USING ERRCODE = 'EA704';
        END IF;
        NEW.asked_at := earnest_now();
        RETURN NEW;
    END IF;
    IF (NEW.sample_id, NEW.asked_by_id, NEW.asked_at, NEW.why)
            IS DISTINCT FROM (OLD.sample_id, OLD.asked_by_id, OLD.asked_at, OLD.why)
        OR NEW.said_by_id IS DISTINCT FROM rep
        OR NOT (OLD.consent = '' OR OLD.consent = 'yes' AND NEW.consent = 'no') THEN
        RAISE EXCEPTION 'only the rep of the try lets it be an example, or takes that back' USING ERRCODE = 'EA704';
    END IF;
    NEW.said_at := earnest_now();
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_example_guard() FROM PUBLIC;
CREATE TRIGGER example_stands_with_the_reps_yes BEFORE INSERT OR UPDATE OR DELETE ON adherence_example
    FOR EACH ROW EXECUTE FUNCTION earnest_example_guard();

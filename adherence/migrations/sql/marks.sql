-- What the counting is told: whose history changed. A mark is written by the very transaction that changes the
-- history, so it can neither be lost nor be seen before what it tells of. There is no key on the enrollment: two who
-- change the same history never wait for each other here, and two marks cost one counting.

CREATE FUNCTION earnest_monday(day date) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT day - (extract(isodow FROM day)::integer - 1) $$;

CREATE FUNCTION earnest_add(one integer[], other integer[]) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT array_agg(coalesce(a, 0) + coalesce(b, 0) ORDER BY place)
    FROM unnest(one, other) WITH ORDINALITY AS pair (a, b, place)
$$;

CREATE FUNCTION earnest_mark_of_enrollment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO adherence_mark (enrollment_id) SELECT id FROM changed;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_mark_of_enrollment() FROM PUBLIC;
CREATE TRIGGER counting_hears_who_begins AFTER INSERT ON cadence_enrollment
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_enrollment();

-- Planning writes enrollments all day; only these columns are counted.
CREATE FUNCTION earnest_mark_of_changed_enrollment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO adherence_mark (enrollment_id)
    SELECT n.id FROM changed n JOIN former o USING (id)
    WHERE (n.owner_id, n.version_id, n.state, n.ending, n.ending_note, n.started_at, n.ended_at)
        IS DISTINCT FROM (o.owner_id, o.version_id, o.state, o.ending, o.ending_note, o.started_at, o.ended_at);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_mark_of_changed_enrollment() FROM PUBLIC;
CREATE TRIGGER counting_hears_what_becomes_of_them AFTER UPDATE ON cadence_enrollment
    REFERENCING OLD TABLE AS former NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_changed_enrollment();

CREATE FUNCTION earnest_mark_of_touch() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO adherence_mark (enrollment_id) SELECT DISTINCT enrollment_id FROM changed WHERE kind = 'step';
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_mark_of_touch() FROM PUBLIC;
CREATE TRIGGER counting_hears_of_plans AFTER INSERT ON cadence_touch
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_touch();

CREATE FUNCTION earnest_mark_of_changed_touch() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO adherence_mark (enrollment_id)
    SELECT DISTINCT n.enrollment_id FROM changed n JOIN former o USING (id)
    WHERE n.kind = 'step' AND (
        n.enrollment_id, n.state IN ('planned', 'drafted'), n.planned_at, n.closed_at, n.due_on, n.deadline_on,
        n.moved_on, n.gap_cause, n.moved_cause
    ) IS DISTINCT FROM (
        o.enrollment_id, o.state IN ('planned', 'drafted'), o.planned_at, o.closed_at, o.due_on, o.deadline_on,
        o.moved_on, o.gap_cause, o.moved_cause
    );
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_mark_of_changed_touch() FROM PUBLIC;
CREATE TRIGGER counting_hears_of_moved_tries AFTER UPDATE ON cadence_touch
    REFERENCING OLD TABLE AS former NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_changed_touch();

-- A try also decides whether an earlier answer from the same company was honored.
CREATE FUNCTION earnest_mark_of_attempt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO adherence_mark (enrollment_id)
    SELECT enrollment_id FROM changed
    UNION
    SELECT r.enrollment_id FROM changed
        JOIN prospects_prospect p ON p.id = changed.prospect_id
        JOIN cadence_reply r ON r.company_id = p.company_id
    WHERE r.enrollment_id IS NOT NULL AND changed.at > r.received_at
      AND (r.named_at IS NULL OR changed.at < r.named_at);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_mark_of_attempt() FROM PUBLIC;
CREATE TRIGGER counting_hears_of_tries AFTER INSERT ON cadence_attempt
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_attempt();

CREATE FUNCTION earnest_mark_of_reply() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO adherence_mark (enrollment_id)
        SELECT DISTINCT enrollment_id FROM changed WHERE enrollment_id IS NOT NULL;
    ELSE
        INSERT INTO adherence_mark (enrollment_id)
        SELECT enrollment_id FROM changed WHERE enrollment_id IS NOT NULL
        UNION SELECT enrollment_id FROM former WHERE enrollment_id IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_mark_of_reply() FROM PUBLIC;
CREATE TRIGGER counting_hears_of_answers AFTER INSERT ON cadence_reply
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_reply();
CREATE TRIGGER counting_hears_of_read_answers AFTER UPDATE ON cadence_reply
    REFERENCING OLD TABLE AS former NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_reply();

CREATE FUNCTION earnest_mark_of_hold() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO adherence_mark (enrollment_id)
    SELECT DISTINCT e.id FROM changed
        JOIN prospects_prospect p ON p.company_id = changed.company_id
        JOIN cadence_enrollment e ON e.prospect_id = p.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_mark_of_hold() FROM PUBLIC;
CREATE TRIGGER counting_hears_of_holds AFTER INSERT ON cadence_hold
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_hold();
CREATE TRIGGER counting_hears_of_lifted_holds AFTER UPDATE ON cadence_hold
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_hold();

CREATE FUNCTION earnest_mark_of_finding() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO adherence_mark (enrollment_id)
    SELECT DISTINCT e.id FROM changed
        JOIN prospects_prospect p ON p.company_id = changed.company_id
            AND (changed.prospect_id IS NULL OR changed.prospect_id = p.id)
        JOIN cadence_enrollment e ON e.prospect_id = p.id
    WHERE e.attempts > 0;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_mark_of_finding() FROM PUBLIC;
CREATE TRIGGER counting_hears_of_facts AFTER INSERT ON research_finding
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_finding();
CREATE TRIGGER counting_hears_of_changed_facts AFTER UPDATE ON research_finding
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_finding();

-- Somebody who moves to another company takes their tries along, away from one company's answers and to another's.
CREATE FUNCTION earnest_mark_of_move() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO adherence_mark (enrollment_id)
    SELECT id FROM cadence_enrollment WHERE prospect_id = NEW.id
    UNION SELECT enrollment_id FROM cadence_reply
        WHERE company_id IN (OLD.company_id, NEW.company_id) AND enrollment_id IS NOT NULL;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_mark_of_move() FROM PUBLIC;
CREATE TRIGGER counting_hears_of_moved_people AFTER UPDATE ON prospects_prospect
    FOR EACH ROW WHEN (NEW.company_id <> OLD.company_id) EXECUTE FUNCTION earnest_mark_of_move();

-- On another wall the same moment may be another day, and another week.
CREATE FUNCTION earnest_mark_of_wall() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO adherence_mark (enrollment_id)
    SELECT id FROM cadence_enrollment WHERE owner_id = NEW.id
    UNION SELECT enrollment_id FROM cadence_attempt WHERE by_id = NEW.id
    UNION SELECT enrollment_id FROM cadence_reply WHERE owner_id = NEW.id AND enrollment_id IS NOT NULL;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_mark_of_wall() FROM PUBLIC;
CREATE TRIGGER counting_hears_of_moved_walls AFTER UPDATE ON team_user
    FOR EACH ROW WHEN (NEW.time_zone <> OLD.time_zone) EXECUTE FUNCTION earnest_mark_of_wall();

-- How many tries are promised decides what was given up early.
CREATE FUNCTION earnest_mark_of_promise() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO adherence_mark (enrollment_id) SELECT id FROM cadence_enrollment;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_mark_of_promise() FROM PUBLIC;
CREATE TRIGGER counting_hears_of_the_promise AFTER INSERT OR UPDATE ON team_policy
    FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_promise();

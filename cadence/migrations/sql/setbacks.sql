-- There is something to learn only where it ended without an answer, with a no, or with an answer that led nowhere.
CREATE FUNCTION earnest_setback_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'what was learned stays as it was said' USING ERRCODE = 'EA146';
    END IF;
    IF NOT EXISTS (
        SELECT FROM cadence_enrollment e WHERE e.id = NEW.enrollment_id AND e.state = 'ended'
          AND e.ending IN ('not_reached', 'no', 'replied')
    ) THEN
        RAISE EXCEPTION 'nothing was lost here' USING ERRCODE = 'EA145';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_setback_guard() FROM PUBLIC;
CREATE TRIGGER setback_is_of_an_ending_and_never_changes BEFORE INSERT OR UPDATE OR DELETE ON cadence_setback
    FOR EACH ROW EXECUTE FUNCTION earnest_setback_guard();

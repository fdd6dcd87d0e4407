-- Whoever is interested is gone on with by hand: no plan tries them again, and "we talked" is no guess.

CREATE FUNCTION earnest_talk_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF OLD.state = 'talking' AND NEW.state NOT IN ('talking', 'ended') THEN
        RAISE EXCEPTION 'whoever talks with us is not handed back to the plan' USING ERRCODE = 'EA116';
    END IF;
    IF NEW.state = 'talking' AND OLD.state <> 'talking' AND NOT EXISTS (
        SELECT FROM cadence_reply WHERE enrollment_id = NEW.id AND kind = 'interested'
    ) THEN
        RAISE EXCEPTION 'nobody talks with us who has not said so' USING ERRCODE = 'EA117';
    END IF;
    IF NEW.ending = 'met' AND OLD.ending <> 'met' AND NOT EXISTS (
        SELECT FROM cadence_reply WHERE enrollment_id = NEW.id AND kind NOT IN ('', 'away', 'automatic')
    ) AND NOT EXISTS (
        SELECT FROM cadence_attempt WHERE enrollment_id = NEW.id AND outcome = 'spoke'
    ) THEN
        RAISE EXCEPTION 'a talk follows an answer that was read, or a call in which we spoke'
            USING ERRCODE = 'EA118';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER talk_was_heard BEFORE UPDATE ON cadence_enrollment
    FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION earnest_talk_guard();

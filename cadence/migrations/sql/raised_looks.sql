-- What is a stop here, or in this step of the plan, has no reason to go out anyway: when a letter is reviewed, reserved and
-- begins to leave, and when what was carried by hand is kept.
CREATE OR REPLACE FUNCTION earnest_no_reason_for_a_stop() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    given jsonb;
BEGIN
    IF TG_TABLE_NAME = 'cadence_delivery' THEN
        SELECT a.looks INTO given FROM cadence_approval a WHERE a.id = NEW.approval_id;
    ELSE
        given := NEW.looks;
    END IF;
    IF EXISTS (SELECT FROM cadence_houserule h WHERE h.kind = 'raised' AND given ? h.text)
        OR EXISTS (
            SELECT FROM cadence_touch t JOIN cadence_step s ON s.id = t.step_id
            WHERE t.id = NEW.touch_id AND given ?| s.must_pass::text[]
        ) THEN
        RAISE EXCEPTION 'what is a stop here is not sent anyway' USING ERRCODE = 'EA236';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER evidence_has_no_reason_for_a_stop BEFORE INSERT ON cadence_attempt
    FOR EACH ROW WHEN (NEW.looks <> '{}') EXECUTE FUNCTION earnest_no_reason_for_a_stop();

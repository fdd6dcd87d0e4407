-- Only how many tries are promised is counted by, and only where a cadence may have been given up before them.

CREATE OR REPLACE FUNCTION earnest_mark_of_promise() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.min_attempts = OLD.min_attempts THEN
        RETURN NULL;
    END IF;
    INSERT INTO adherence_mark (enrollment_id) SELECT id FROM cadence_enrollment
    WHERE state <> 'ended' OR ending IN ('no', 'not_a_fit', 'company_closed');
    RETURN NULL;
END
$$;
DROP TRIGGER counting_hears_of_the_promise ON team_policy;
CREATE TRIGGER counting_hears_of_the_promise AFTER INSERT OR UPDATE ON team_policy
    FOR EACH ROW EXECUTE FUNCTION earnest_mark_of_promise();

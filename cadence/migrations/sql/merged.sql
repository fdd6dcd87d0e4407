-- Of two records of one person only the one that is kept is tried. A cadence that begins locks the record, so that it or
-- the merge comes first; a try and a letter lock nothing more, because a merge waits until none is open.
CREATE FUNCTION earnest_not_merged() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE person bigint;
BEGIN
    IF TG_TABLE_NAME = 'cadence_delivery' THEN
        SELECT prospect_id INTO person FROM cadence_touch WHERE id = NEW.touch_id;
    ELSE
        person := NEW.prospect_id;
    END IF;
    IF TG_TABLE_NAME = 'cadence_enrollment' THEN
        PERFORM FROM prospects_prospect WHERE id = person FOR SHARE;
    END IF;
    IF EXISTS (SELECT FROM prospects_prospect WHERE id = person AND merged_into_id IS NOT NULL) THEN
        RAISE EXCEPTION 'another record stands for this person' USING ERRCODE = 'EA163';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_not_merged() FROM PUBLIC;
CREATE TRIGGER cadence_is_of_the_kept_record BEFORE INSERT ON cadence_enrollment
    FOR EACH ROW EXECUTE FUNCTION earnest_not_merged();
CREATE TRIGGER try_is_of_the_kept_record BEFORE INSERT ON cadence_touch
    FOR EACH ROW EXECUTE FUNCTION earnest_not_merged();
CREATE TRIGGER letter_is_to_the_kept_record BEFORE INSERT OR UPDATE OF state ON cadence_delivery
    FOR EACH ROW WHEN (NEW.state IN ('reserved', 'sending')) EXECUTE FUNCTION earnest_not_merged();

CREATE FUNCTION earnest_merged_is_at_rest() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM cadence_enrollment WHERE prospect_id = NEW.id AND state <> 'ended')
        OR EXISTS (SELECT FROM cadence_touch WHERE prospect_id = NEW.id AND state IN ('planned', 'drafted')) THEN
        RAISE EXCEPTION 'whoever is in a cadence is kept' USING ERRCODE = 'EA164';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_merged_is_at_rest() FROM PUBLIC;
CREATE TRIGGER whoever_is_in_a_cadence_is_kept BEFORE UPDATE OF merged_into_id ON prospects_prospect
    FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION earnest_merged_is_at_rest();

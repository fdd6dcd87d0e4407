-- Who had a try in place of its rep, and when: whose its late days are is judged by it, long after the try went back.
CREATE FUNCTION earnest_cover_is_written_down() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    UPDATE cadence_coveredspan SET ended_at = greatest(began_at, earnest_now())
    WHERE touch_id = NEW.id AND ended_at IS NULL;
    IF NEW.in_place_of_id IS NOT NULL THEN
        INSERT INTO cadence_coveredspan (touch_id, cover_id, began_at) VALUES (NEW.id, NEW.owner_id, earnest_now());
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_cover_is_written_down() FROM PUBLIC;
CREATE TRIGGER who_covers_is_written_down AFTER UPDATE OF owner_id, in_place_of_id ON cadence_touch
    FOR EACH ROW WHEN (
        NEW.kind = 'step' AND (OLD.in_place_of_id IS NOT NULL OR NEW.in_place_of_id IS NOT NULL)
        AND (OLD.owner_id, OLD.in_place_of_id) IS DISTINCT FROM (NEW.owner_id, NEW.in_place_of_id)
    ) EXECUTE FUNCTION earnest_cover_is_written_down();

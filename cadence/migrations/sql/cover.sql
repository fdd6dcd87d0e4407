-- Whoever covers for an absent rep makes the rep's tries in their place. The enrollment stays the rep's: the guards of
-- tries (method.sql) and of answers (answers.sql) compare its owner with whom a try is made in place of.

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

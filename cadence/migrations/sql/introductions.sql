-- R7: an introduction is a thing of value, too: one that was given for this very person.
CREATE FUNCTION earnest_touch_is_introduced() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM research_introduction i
        WHERE i.id = NEW.introduction_id AND i.prospect_id = NEW.prospect_id AND i.state = 'granted'
    ) THEN
        RAISE EXCEPTION 'nobody introduced us to this person' USING ERRCODE = 'EA240';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_touch_is_introduced() FROM PUBLIC;
CREATE TRIGGER try_brings_an_introduction_given_to_them
    BEFORE INSERT OR UPDATE OF introduction_id, prospect_id ON cadence_touch
    FOR EACH ROW WHEN (NEW.introduction_id IS NOT NULL) EXECUTE FUNCTION earnest_touch_is_introduced();

-- What may be brought to a person was read by a manager, in exactly these words.
CREATE FUNCTION earnest_library_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    decided text[] := '{approved_at,approved_by_id,taken_out_at,taken_out_by_id,taken_out_reason,owner_id}';
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.approved_at IS NOT NULL AND NEW.approved_at = OLD.approved_at
        AND to_jsonb(NEW) - decided IS DISTINCT FROM to_jsonb(OLD) - decided THEN
        RAISE EXCEPTION 'other words need another approval' USING ERRCODE = 'EA601';
    END IF;
    IF NEW.approved_at IS NOT NULL
        AND (TG_OP = 'INSERT' OR (NEW.approved_at, NEW.approved_by_id) IS DISTINCT FROM (OLD.approved_at, OLD.approved_by_id))
        AND NOT EXISTS (
            SELECT FROM team_user u
            WHERE u.id = NEW.approved_by_id AND u.role IN ('manager', 'admin') AND u.is_active
        ) THEN
        RAISE EXCEPTION 'a manager approves for the library' USING ERRCODE = 'EA602';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER story_is_approved_as_it_stands BEFORE INSERT OR UPDATE ON research_impactstory
    FOR EACH ROW EXECUTE FUNCTION earnest_library_guard();
CREATE TRIGGER question_is_approved_as_it_stands BEFORE INSERT OR UPDATE ON research_question
    FOR EACH ROW EXECUTE FUNCTION earnest_library_guard();
CREATE TRIGGER resource_is_approved_as_it_stands BEFORE INSERT OR UPDATE ON research_resource
    FOR EACH ROW EXECUTE FUNCTION earnest_library_guard();

-- Whether an item may be brought to a person on the day that the database tells.
CREATE FUNCTION earnest_library_offers(story bigint, question bigint, resource bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ SELECT NOT EXISTS (
    SELECT FROM research_impactstory i WHERE i.id = story AND (
        i.approved_at IS NULL OR i.expires_on < (earnest_now() AT TIME ZONE 'UTC')::date)
    UNION ALL
    SELECT FROM research_question i WHERE i.id = question AND (
        i.approved_at IS NULL OR i.expires_on < (earnest_now() AT TIME ZONE 'UTC')::date)
    UNION ALL
    SELECT FROM research_resource i WHERE i.id = resource AND (
        i.approved_at IS NULL OR i.expires_on < (earnest_now() AT TIME ZONE 'UTC')::date)
) $$;

-- The database says when a session begins, and lets none last longer than a fortnight: a letter's moment is
-- compared with both. How long it was meant to last is kept, whatever the clock of whoever asks says.
CREATE FUNCTION earnest_session_begin() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE moment timestamptz := earnest_now();
BEGIN
    NEW.expires_at := moment + least(NEW.expires_at - NEW.created_at, interval '14 days');
    NEW.created_at := moment;
    RETURN NEW;
END
$$;

CREATE TRIGGER session_begins_now BEFORE INSERT ON team_humansession
    FOR EACH ROW EXECUTE FUNCTION earnest_session_begin();

-- A session only ever ends, once, and the database says when: a letter's moment is compared with it.
CREATE FUNCTION earnest_session_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL
        OR to_jsonb(NEW) - 'revoked_at' IS DISTINCT FROM to_jsonb(OLD) - 'revoked_at' THEN
        RAISE EXCEPTION 'a session only ever ends' USING ERRCODE = 'EA401';
    END IF;
    NEW.revoked_at := earnest_now();
    RETURN NEW;
END
$$;

CREATE TRIGGER session_only_ever_ends BEFORE UPDATE ON team_humansession
    FOR EACH ROW EXECUTE FUNCTION earnest_session_guard();

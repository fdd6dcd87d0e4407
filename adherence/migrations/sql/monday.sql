-- The Monday letter goes to one of our own users, at the address they sign in with, and to nobody else.

CREATE FUNCTION earnest_monday_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE reader team_user; there timestamp;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT * INTO reader FROM team_user WHERE id = NEW.user_id;
        there := earnest_now() AT TIME ZONE reader.time_zone;
        IF session_user <> 'earnest_monday' OR NOT reader.is_active OR NOT reader.monday_letter THEN
            RAISE EXCEPTION 'a Monday letter is for who signs in here and asked for it' USING ERRCODE = 'EA711';
        END IF;
        IF NEW.week <> there::date OR there::time < '06:00' OR NEW.state <> 'claimed' THEN
            RAISE EXCEPTION 'a Monday letter begins on that Monday, from six o''clock' USING ERRCODE = 'EA711';
        END IF;
        -- Whatever else they are to us: whom we prospect hears from a person only, and who asked for silence from nobody.
        IF EXISTS (SELECT FROM prospects_prospect WHERE earnest_email_key(email) = earnest_email_key(reader.email))
            OR EXISTS (
                SELECT FROM prospects_suppression
                WHERE kind = 'email' AND value_hash = earnest_stop_hash(earnest_email_key(reader.email))
                    AND channel IN ('', 'email') AND lifted_at IS NULL AND ("until" IS NULL OR "until" > earnest_now())
            ) THEN
            RAISE EXCEPTION 'no prospect is written to without a person' USING ERRCODE = 'EA712';
        END IF;
        NEW.address := reader.email;
        NEW.claimed_at := earnest_now();
        NEW.db_role := session_user;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.state <> 'claimed' OR NEW.state NOT IN ('sent', 'failed')
        OR (NEW.user_id, NEW.week, NEW.address, NEW.claimed_at, NEW.db_role)
            IS DISTINCT FROM (OLD.user_id, OLD.week, OLD.address, OLD.claimed_at, OLD.db_role) THEN
        RAISE EXCEPTION 'a Monday letter is finished once, and stays' USING ERRCODE = 'EA713';
    END IF;
    NEW.finished_at := earnest_now();
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_monday_guard() FROM PUBLIC;
CREATE TRIGGER monday_letter_is_for_our_own BEFORE INSERT OR UPDATE OR DELETE ON adherence_mondayletter
    FOR EACH ROW EXECUTE FUNCTION earnest_monday_guard();

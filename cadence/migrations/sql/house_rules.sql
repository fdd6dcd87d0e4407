-- An admin makes a look a stop, and nobody makes a stop a look: a raised look stays raised, whoever asks.
-- A line of a list is taken off once, by an admin; nothing else about it changes, and it stays written down.
CREATE FUNCTION earnest_house_rule_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a house rule stays written down' USING ERRCODE = 'EA150';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.kind = 'raised' THEN
            RAISE EXCEPTION 'a stop is never lowered' USING ERRCODE = 'EA151';
        END IF;
        IF OLD.removed_at IS NOT NULL OR NEW.removed_at IS NULL
            OR (NEW.id, NEW.kind, NEW.text, NEW.added_by_id, NEW.added_at)
                IS DISTINCT FROM (OLD.id, OLD.kind, OLD.text, OLD.added_by_id, OLD.added_at) THEN
            RAISE EXCEPTION 'a house rule is only ever taken off, once' USING ERRCODE = 'EA150';
        END IF;
        NEW.removed_at := earnest_now();
    ELSE
        IF NEW.removed_at IS NOT NULL THEN
            RAISE EXCEPTION 'a house rule begins by standing' USING ERRCODE = 'EA150';
        END IF;
        NEW.added_at := earnest_now();
    END IF;
    IF NOT EXISTS (
        SELECT FROM team_user u WHERE u.id = coalesce(NEW.removed_by_id, NEW.added_by_id)
          AND u.role = 'admin' AND u.is_active
    ) THEN
        RAISE EXCEPTION 'the rules of the house are an admin''s' USING ERRCODE = 'EA152';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_house_rule_guard() FROM PUBLIC;
CREATE TRIGGER house_rule_is_an_admins BEFORE INSERT OR UPDATE OR DELETE ON cadence_houserule
    FOR EACH ROW EXECUTE FUNCTION earnest_house_rule_guard();
CREATE TRIGGER house_rules_are_never_emptied BEFORE TRUNCATE ON cadence_houserule
    FOR EACH STATEMENT EXECUTE FUNCTION earnest_never();

-- What is a stop here has no reason to be sent anyway: when it is reviewed, when it is reserved and when it begins to leave.
CREATE FUNCTION earnest_no_reason_for_a_stop() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    given jsonb;
BEGIN
    IF TG_TABLE_NAME = 'cadence_approval' THEN
        given := NEW.looks;
    ELSE
        SELECT a.looks INTO given FROM cadence_approval a WHERE a.id = NEW.approval_id;
    END IF;
    IF EXISTS (SELECT FROM cadence_houserule h WHERE h.kind = 'raised' AND given ? h.text) THEN
        RAISE EXCEPTION 'what is a stop here is not sent anyway' USING ERRCODE = 'EA236';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_no_reason_for_a_stop() FROM PUBLIC;
CREATE TRIGGER review_has_no_reason_for_a_stop BEFORE INSERT ON cadence_approval
    FOR EACH ROW EXECUTE FUNCTION earnest_no_reason_for_a_stop();
CREATE TRIGGER letter_has_no_reason_for_a_stop BEFORE INSERT OR UPDATE OF state ON cadence_delivery
    FOR EACH ROW WHEN (NEW.state IN ('reserved', 'sending')) EXECUTE FUNCTION earnest_no_reason_for_a_stop();

-- R12: one company, one conversation, and one colleague leads it.

-- Who leads the conversation at a company: whose company it is, if they talk with somebody there; else whoever has
-- talked there the longest. Nobody, while nobody there is in a cadence.
CREATE FUNCTION earnest_conversation_owner(at_company bigint) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT e.owner_id FROM cadence_enrollment e
    JOIN prospects_prospect p ON p.id = e.prospect_id
    JOIN prospects_company c ON c.id = p.company_id
    WHERE p.company_id = at_company AND e.state <> 'ended'
    ORDER BY (e.owner_id = c.owner_id) DESC NULLS LAST, e.started_at, e.id
    LIMIT 1
$$;

-- Runs before company_has_at_most_three, by its name, and takes the same lock: nobody begins there meanwhile.
CREATE FUNCTION earnest_colleague_was_asked() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE at_company bigint; leads bigint;
BEGIN
    SELECT company_id INTO at_company FROM prospects_prospect WHERE id = NEW.prospect_id;
    PERFORM 1 FROM prospects_company WHERE id = at_company FOR NO KEY UPDATE;
    leads := earnest_conversation_owner(at_company);
    -- A yes is good for fourteen days, as policies/company.py says.
    IF leads IS NOT NULL AND leads <> NEW.owner_id AND NOT EXISTS (
        SELECT FROM cadence_companyrequest r
        WHERE r.prospect_id = NEW.prospect_id AND r.asker_id = NEW.owner_id AND r.answer = 'yes'
          AND r.answered_at > earnest_now() - interval '14 days'
    ) THEN
        RAISE EXCEPTION 'a colleague leads the conversation at this company' USING ERRCODE = 'EA160';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_colleague_was_asked() FROM PUBLIC;
CREATE TRIGGER colleague_was_asked BEFORE INSERT ON cadence_enrollment
    FOR EACH ROW EXECUTE FUNCTION earnest_colleague_was_asked();

-- What was asked and what was answered stay; only an open request is answered, or lapses.
CREATE FUNCTION earnest_request_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.answer <> '' OR NEW.lapsed_at IS NOT NULL OR NOT EXISTS (
            SELECT FROM prospects_prospect WHERE id = NEW.prospect_id AND company_id = NEW.company_id
        ) THEN
            RAISE EXCEPTION 'a request begins open, about somebody of its company' USING ERRCODE = 'EA161';
        END IF;
    ELSIF TG_OP = 'DELETE' OR OLD.answer <> '' OR OLD.lapsed_at IS NOT NULL
        OR (NEW.company_id, NEW.prospect_id, NEW.asker_id, NEW.why, NEW.asked_at)
            IS DISTINCT FROM (OLD.company_id, OLD.prospect_id, OLD.asker_id, OLD.why, OLD.asked_at) THEN
        RAISE EXCEPTION 'a request is answered once, and stays as it was asked' USING ERRCODE = 'EA161';
    ELSIF NEW.answer <> '' THEN
        NEW.answered_at := earnest_now();
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_request_guard() FROM PUBLIC;
CREATE TRIGGER request_is_answered_once BEFORE INSERT OR UPDATE OR DELETE ON cadence_companyrequest
    FOR EACH ROW EXECUTE FUNCTION earnest_request_guard();

-- Another company's three, its hold and its conversation would be passed by.
CREATE FUNCTION earnest_company_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM cadence_enrollment WHERE prospect_id = NEW.id AND state <> 'ended') THEN
        RAISE EXCEPTION 'whoever is in a cadence stays with their company' USING ERRCODE = 'EA162';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_company_guard() FROM PUBLIC;
CREATE TRIGGER whom_we_talk_with_keeps_their_company BEFORE UPDATE OF company_id ON prospects_prospect
    FOR EACH ROW WHEN (NEW.company_id <> OLD.company_id) EXECUTE FUNCTION earnest_company_guard();

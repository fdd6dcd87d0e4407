-- Two records of one company are one conversation: what holds one holds the other, at once when somebody says so and when
-- they part them again. No more people are in a cadence there than may be, and one colleague leads.
CREATE FUNCTION earnest_company_is_one() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE one bigint; other bigint; running integer;
BEGIN
    -- Whoever begins there takes the same locks.
    PERFORM FROM prospects_company WHERE id IN (OLD.id, NEW.merged_into_id, OLD.merged_into_id) ORDER BY id FOR NO KEY UPDATE;
    one := CASE WHEN NEW.merged_into_id IS NULL THEN OLD.merged_into_id ELSE OLD.id END;
    other := CASE WHEN NEW.merged_into_id IS NULL THEN OLD.id ELSE NEW.merged_into_id END;
    IF EXISTS (SELECT FROM cadence_hold WHERE company_id = one AND lifted_at IS NULL)
        AND NOT EXISTS (SELECT FROM cadence_hold WHERE company_id = other AND lifted_at IS NULL) THEN
        RAISE EXCEPTION 'what holds one record of a company holds the other' USING ERRCODE = 'EA165';
    END IF;
    IF NEW.merged_into_id IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT count(*) INTO running FROM cadence_enrollment e JOIN prospects_prospect p ON p.id = e.prospect_id
        WHERE p.company_id IN (one, other) AND e.state <> 'ended';
    IF running > coalesce((SELECT people_per_company FROM team_policy WHERE id = 1), 3)
        AND EXISTS (
            SELECT FROM cadence_enrollment e JOIN prospects_prospect p ON p.id = e.prospect_id
            WHERE p.company_id = one AND e.state <> 'ended'
        ) THEN
        RAISE EXCEPTION 'more people than may be would be in a cadence there' USING ERRCODE = 'EA166';
    END IF;
    IF earnest_conversation_owner(one) <> earnest_conversation_owner(other) THEN
        RAISE EXCEPTION 'two colleagues lead these conversations' USING ERRCODE = 'EA167';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_company_is_one() FROM PUBLIC;
CREATE TRIGGER one_company_is_one_conversation BEFORE UPDATE OF merged_into_id ON prospects_company
    FOR EACH ROW WHEN (NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id) EXECUTE FUNCTION earnest_company_is_one();

-- An answer that comes in while two records become one holds the one that is kept. Asked after the key was checked, which
-- waits for whoever makes them one.
CREATE FUNCTION earnest_hold_of_kept_company() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO cadence_hold (company_id, reply_id, reason, placed_at, lift_reason)
    SELECT merged_into_id, NEW.reply_id, NEW.reason, NEW.placed_at, '' FROM prospects_company
    WHERE id = NEW.company_id AND merged_into_id IS NOT NULL
    ON CONFLICT (company_id) WHERE lifted_at IS NULL DO NOTHING;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_hold_of_kept_company() FROM PUBLIC;
CREATE TRIGGER what_holds_a_record_holds_the_kept_one AFTER INSERT ON cadence_hold
    FOR EACH ROW EXECUTE FUNCTION earnest_hold_of_kept_company();

-- Whoever is in a cadence stays with their company, but for the record that stands for it, and back.
CREATE OR REPLACE FUNCTION earnest_company_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM prospects_company WHERE id = OLD.company_id AND merged_into_id = NEW.company_id)
        OR EXISTS (
            SELECT FROM prospects_companymerge WHERE kept_id = OLD.company_id AND other_id = NEW.company_id
                AND undone_at IS NULL AND NEW.id = ANY (people)
        ) THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM cadence_enrollment WHERE prospect_id = NEW.id AND state <> 'ended') THEN
        RAISE EXCEPTION 'whoever is in a cadence stays with their company' USING ERRCODE = 'EA162';
    END IF;
    RETURN NEW;
END
$$;

-- A stop for everybody at any record of their company: it was not this person's own to give.
CREATE OR REPLACE FUNCTION earnest_domain_is_stopped(of_person bigint) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM prospects_suppression stop JOIN prospects_prospect p ON p.id = of_person
            JOIN prospects_company c ON c.id = p.company_id
        WHERE stop.kind = 'domain' AND stop.lifted_at IS NULL AND stop.channel IN ('', 'email')
          AND stop.value_hash IN (
              SELECT earnest_stop_hash(domain) FROM earnest_domains(split_part(p.email, '@', 2))
              UNION SELECT earnest_stop_hash(domain) FROM earnest_domains(c.domain)
              UNION SELECT earnest_stop_hash(above.domain)
              FROM prospects_company under CROSS JOIN LATERAL earnest_domains(under.domain) AS above
              WHERE under.merged_into_id = c.id
          )
          AND (stop.until IS NULL OR stop.until > earnest_now())
    )
$$;

-- R6: while somebody was asked to introduce us, nobody comes cold, for at most seven days.
CREATE FUNCTION earnest_waits_for_introduction(of_touch bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT EXISTS (
    SELECT FROM cadence_touch t JOIN research_introduction i ON i.prospect_id = t.prospect_id
    WHERE t.id = of_touch AND t.kind = 'step' AND t.promised_at IS NULL
      AND i.state = 'asked' AND i.waits_until > earnest_now()
      AND NOT EXISTS (
          SELECT FROM cadence_reply r
          WHERE r.prospect_id = t.prospect_id AND r.kind NOT IN ('away', 'automatic')
      )
) $$;
REVOKE ALL ON FUNCTION earnest_waits_for_introduction(bigint) FROM PUBLIC;

CREATE FUNCTION earnest_not_cold() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF earnest_waits_for_introduction(NEW.touch_id) THEN
        RAISE EXCEPTION 'somebody was asked to introduce us' USING ERRCODE = 'EA231';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_not_cold() FROM PUBLIC;
CREATE TRIGGER review_waits_for_the_introduction BEFORE INSERT ON cadence_approval
    FOR EACH ROW EXECUTE FUNCTION earnest_not_cold();
CREATE TRIGGER letter_waits_for_the_introduction BEFORE INSERT OR UPDATE OF state ON cadence_delivery
    FOR EACH ROW WHEN (NEW.state IN ('reserved', 'sending')) EXECUTE FUNCTION earnest_not_cold();
-- A letter that left is evidence whatever came since, and whoever asked us to stop was heard.
CREATE TRIGGER evidence_waits_for_the_introduction BEFORE INSERT ON cadence_attempt
    FOR EACH ROW WHEN (NEW.delivery_id IS NULL AND NEW.outcome <> 'asked_to_stop')
    EXECUTE FUNCTION earnest_not_cold();

-- A try rests on a fact about them or their company that stands and is not too old: when it is chosen, when
-- the letter is reviewed, when it is reserved and when it begins to leave.
CREATE FUNCTION earnest_finding_serves(of_finding bigint, of_prospect bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT EXISTS (
    SELECT FROM research_finding f JOIN prospects_prospect p ON p.id = of_prospect
    WHERE f.id = of_finding AND f.retracted_at IS NULL
      AND (f.prospect_id = p.id OR (f.prospect_id IS NULL AND f.company_id = p.company_id))
      AND f.dated_on >= (earnest_now() AT TIME ZONE 'UTC')::date
          - coalesce((SELECT finding_max_days FROM team_policy WHERE id = 1), 180)::integer
) $$;
REVOKE ALL ON FUNCTION earnest_finding_serves(bigint, bigint) FROM PUBLIC;

CREATE FUNCTION earnest_touch_rests() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    -- What was said before stays written down, whatever became of the fact since.
    IF (TG_OP = 'INSERT' OR NEW.finding_id IS DISTINCT FROM OLD.finding_id)
        AND NOT earnest_finding_serves(NEW.finding_id, NEW.prospect_id) THEN
        RAISE EXCEPTION 'the fact is too old, taken back or of somebody else' USING ERRCODE = 'EA232';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_touch_rests() FROM PUBLIC;
CREATE TRIGGER try_rests_on_a_fact_that_stands BEFORE INSERT OR UPDATE OF finding_id ON cadence_touch
    FOR EACH ROW WHEN (NEW.finding_id IS NOT NULL) EXECUTE FUNCTION earnest_touch_rests();

CREATE FUNCTION earnest_letter_rests() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM cadence_touch t WHERE t.id = NEW.touch_id AND t.finding_id IS NOT NULL
          AND NOT earnest_finding_serves(t.finding_id, t.prospect_id)
    ) THEN
        RAISE EXCEPTION 'the fact of this letter is too old or was taken back' USING ERRCODE = 'EA232';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_letter_rests() FROM PUBLIC;
CREATE TRIGGER review_rests_on_a_fact_that_stands BEFORE INSERT ON cadence_approval
    FOR EACH ROW EXECUTE FUNCTION earnest_letter_rests();
CREATE TRIGGER letter_rests_on_a_fact_that_stands BEFORE INSERT OR UPDATE OF state ON cadence_delivery
    FOR EACH ROW WHEN (NEW.state IN ('reserved', 'sending')) EXECUTE FUNCTION earnest_letter_rests();

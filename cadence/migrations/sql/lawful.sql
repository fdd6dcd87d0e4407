-- The law of where they are, asked again when a try is reviewed, when it is reserved, when it begins to leave, and when
-- a call, a message or a letter by post is written down. A letter that answers them, and a call that they asked for,
-- need no rule; nor does the last word of somebody who asks us to stop.
CREATE FUNCTION earnest_check_lawful(of_touch bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE t cadence_touch; barred text;
BEGIN
    SELECT * INTO t FROM cadence_touch WHERE id = of_touch;
    IF EXISTS (SELECT FROM prospects_prospect WHERE id = t.prospect_id AND erased_at IS NOT NULL) OR (
        SELECT erased_sha256 FROM cadence_draft WHERE touch_id = t.id ORDER BY number DESC LIMIT 1
    ) IS NOT NULL THEN
        RAISE EXCEPTION 'what we knew of this person was erased' USING ERRCODE = 'EA243';
    END IF;
    IF t.kind <> 'step' OR t.promised_at IS NOT NULL THEN
        RETURN;
    END IF;
    SELECT bar INTO barred FROM earnest_country_bars(ARRAY[t.prospect_id]) WHERE channel = t.channel;
    IF barred = 'blocked' THEN
        RAISE EXCEPTION 'their country does not allow this channel' USING ERRCODE = 'EA241';
    ELSIF barred <> '' THEN
        RAISE EXCEPTION 'their country asks for a basis that is not on record' USING ERRCODE = 'EA242';
    END IF;
END
$$;
REVOKE ALL ON FUNCTION earnest_check_lawful(bigint) FROM PUBLIC;

CREATE FUNCTION earnest_lawful_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM earnest_check_lawful(NEW.touch_id);
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_lawful_guard() FROM PUBLIC;
CREATE TRIGGER review_keeps_to_their_law BEFORE INSERT ON cadence_approval
    FOR EACH ROW EXECUTE FUNCTION earnest_lawful_guard();
CREATE TRIGGER letter_keeps_to_their_law BEFORE INSERT OR UPDATE OF state ON cadence_delivery
    FOR EACH ROW WHEN (NEW.state IN ('reserved', 'sending')) EXECUTE FUNCTION earnest_lawful_guard();
CREATE TRIGGER evidence_keeps_to_their_law BEFORE INSERT ON cadence_attempt
    FOR EACH ROW WHEN (NEW.channel <> 'email' AND NEW.outcome <> 'asked_to_stop')
    EXECUTE FUNCTION earnest_lawful_guard();

-- Of an erased person nothing begins anew.
CREATE FUNCTION earnest_enrollment_of_the_erased() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM prospects_prospect WHERE id = NEW.prospect_id AND erased_at IS NOT NULL) THEN
        RAISE EXCEPTION 'what we knew of this person was erased' USING ERRCODE = 'EA243';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_enrollment_of_the_erased() FROM PUBLIC;
CREATE TRIGGER nobody_erased_is_begun_with BEFORE INSERT ON cadence_enrollment
    FOR EACH ROW EXECUTE FUNCTION earnest_enrollment_of_the_erased();

-- Nor is anything written to one; and no draft comes with a hash of words that are not its own.
CREATE FUNCTION earnest_draft_of_the_erased() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF NEW.erased_sha256 IS NOT NULL OR EXISTS (
        SELECT FROM cadence_touch t JOIN prospects_prospect p ON p.id = t.prospect_id
        WHERE t.id = NEW.touch_id AND p.erased_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'what we knew of this person was erased' USING ERRCODE = 'EA243';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_draft_of_the_erased() FROM PUBLIC;
CREATE TRIGGER nothing_is_written_to_the_erased BEFORE INSERT ON cadence_draft
    FOR EACH ROW EXECUTE FUNCTION earnest_draft_of_the_erased();

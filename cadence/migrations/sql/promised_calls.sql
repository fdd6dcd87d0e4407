-- As before (lawful.sql), but a promise that we ring is one of a call alone: a letter in its place needs its rule.
CREATE OR REPLACE FUNCTION earnest_check_lawful(of_touch bigint) RETURNS void
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
    IF t.kind <> 'step' OR (t.promised_at IS NOT NULL AND t.channel = 'call') THEN
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

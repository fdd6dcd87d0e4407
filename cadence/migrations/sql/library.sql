-- A try brings only what the library offers at that moment: when it is chosen, when the letter is
-- reviewed, when it is reserved and when it begins to leave.
CREATE FUNCTION earnest_touch_brings() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    story bigint := NEW.story_id;
    question bigint := NEW.question_id;
    resource bigint := NEW.resource_id;
BEGIN
    -- What was brought before stays written down, whatever became of it since.
    IF TG_OP = 'UPDATE' THEN
        story := nullif(story, OLD.story_id);
        question := nullif(question, OLD.question_id);
        resource := nullif(resource, OLD.resource_id);
    END IF;
    IF coalesce(story, question, resource) IS NOT NULL
        AND NOT earnest_library_offers(story, question, resource) THEN
        RAISE EXCEPTION 'the library does not offer this' USING ERRCODE = 'EA230';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER try_brings_what_the_library_offers
    BEFORE INSERT OR UPDATE OF story_id, question_id, resource_id ON cadence_touch
    FOR EACH ROW WHEN (coalesce(NEW.story_id, NEW.question_id, NEW.resource_id) IS NOT NULL)
    EXECUTE FUNCTION earnest_touch_brings();

CREATE FUNCTION earnest_letter_brings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM cadence_touch t WHERE t.id = NEW.touch_id
          AND coalesce(t.story_id, t.question_id, t.resource_id) IS NOT NULL
          AND NOT earnest_library_offers(t.story_id, t.question_id, t.resource_id)
    ) THEN
        RAISE EXCEPTION 'the library no longer offers what this brings' USING ERRCODE = 'EA230';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_letter_brings() FROM PUBLIC;
CREATE TRIGGER review_is_of_what_the_library_offers BEFORE INSERT ON cadence_approval
    FOR EACH ROW EXECUTE FUNCTION earnest_letter_brings();
CREATE TRIGGER letter_leaves_with_what_the_library_offers BEFORE INSERT OR UPDATE OF state ON cadence_delivery
    FOR EACH ROW WHEN (NEW.state IN ('reserved', 'sending')) EXECUTE FUNCTION earnest_letter_brings();

-- A reply is counted for the last try made before it, so that a count need not go through the history.
CREATE FUNCTION earnest_reply_after_try() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    NEW.touch_id := coalesce(NEW.touch_id, (
        SELECT a.touch_id FROM cadence_attempt a
        WHERE a.prospect_id = NEW.prospect_id AND a.at <= NEW.received_at
        ORDER BY a.at DESC LIMIT 1
    ));
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_reply_after_try() FROM PUBLIC;
CREATE TRIGGER reply_follows_a_try BEFORE INSERT ON cadence_reply
    FOR EACH ROW EXECUTE FUNCTION earnest_reply_after_try();

-- An answer is written down where whoever gave it is by then: it waits for whoever makes two records of their company one, or parts
-- them, at that moment. The key itself is checked at the end of the transaction alone.
CREATE FUNCTION earnest_reply_of_company() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM FROM prospects_company WHERE id = NEW.company_id FOR KEY SHARE;
    SELECT company_id INTO NEW.company_id FROM prospects_prospect WHERE id = NEW.prospect_id;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_reply_of_company() FROM PUBLIC;
CREATE TRIGGER an_answer_is_where_they_are BEFORE INSERT ON cadence_reply
    FOR EACH ROW EXECUTE FUNCTION earnest_reply_of_company();

-- As before, and waits as well.
CREATE OR REPLACE FUNCTION earnest_hold_of_kept_company() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM FROM prospects_company WHERE id = NEW.company_id FOR KEY SHARE;
    INSERT INTO cadence_hold (company_id, reply_id, reason, placed_at, lift_reason)
    SELECT merged_into_id, NEW.reply_id, NEW.reason, NEW.placed_at, '' FROM prospects_company
    WHERE id = NEW.company_id AND merged_into_id IS NOT NULL
    ON CONFLICT (company_id) WHERE lifted_at IS NULL DO NOTHING;
    RETURN NULL;
END
$$;

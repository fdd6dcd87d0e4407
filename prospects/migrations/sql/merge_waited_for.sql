-- As before, but whoever brings somebody to a company waits for whoever makes two records one at that moment: the key itself is
-- checked at the end of the transaction alone, when this was asked long since.
CREATE OR REPLACE FUNCTION earnest_company_of_people_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM FROM prospects_company WHERE id IN (SELECT company_id FROM came) ORDER BY id FOR KEY SHARE;
    IF EXISTS (
        SELECT FROM came JOIN prospects_company AS company ON company.id = came.company_id
        WHERE company.merged_into_id IS NOT NULL AND came.erased_at IS NULL
    ) THEN
        RAISE EXCEPTION 'another record stands for this company' USING ERRCODE = 'EA515';
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION earnest_moved_company_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM FROM prospects_company WHERE id = NEW.company_id FOR KEY SHARE;
    IF EXISTS (SELECT FROM prospects_company WHERE id = NEW.company_id AND merged_into_id IS NOT NULL) THEN
        RAISE EXCEPTION 'another record stands for this company' USING ERRCODE = 'EA515';
    END IF;
    RETURN NULL;
END
$$;

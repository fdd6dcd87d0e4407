-- The one way in which people and companies are erased by web: a whole import, as long as nobody it brought was tried.
-- Who was worked on since stays: whoever any row of any table names, and whose details were changed. What only serves
-- the finding of people, and goes with them, names nobody. A reference that comes at this moment waits for the lock.
CREATE FUNCTION earnest_unnamed(whole regclass, rows bigint[]) RETURNS bigint[]
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp
AS $$
DECLARE named record;
BEGIN
    FOR named IN
        SELECT c.conrelid::regclass AS "table", a.attname AS "column"
        FROM pg_constraint AS c JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.confrelid = whole AND c.conrelid <> 'prospects_likeness'::regclass
    LOOP
        EXECUTE format(
            'SELECT coalesce(array_agg(given.pk), ''{}'') FROM unnest($1) AS given (pk)'
            ' WHERE NOT EXISTS (SELECT FROM %s AS naming WHERE naming.%I = given.pk)',
            named."table", named."column"
        ) INTO rows USING rows;
    END LOOP;
    RETURN rows;
END
$$;

CREATE FUNCTION earnest_take_back(import bigint) RETURNS TABLE (people integer, companies integer, stayed integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE brought bigint[]; untouched bigint[]; employers bigint[];
BEGIN
    IF session_user IN ('earnest_worker', 'earnest_monday') THEN
        RAISE EXCEPTION 'a person takes an import back' USING ERRCODE = 'EA520';
    END IF;
    PERFORM FROM prospects_importbatch WHERE id = import AND state = 'applied' FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'only an import that came in is taken back' USING ERRCODE = 'EA521';
    END IF;
    SELECT coalesce(array_agg(id), '{}') INTO brought
    FROM (SELECT id FROM prospects_prospect WHERE import_batch_id = import ORDER BY id FOR UPDATE) AS locked;
    IF EXISTS (
        SELECT FROM prospects_activity WHERE prospect_id = ANY (brought) AND kind IN (
            'letter_sent', 'letter_unknown', 'letter_left', 'call_made', 'linkedin_done', 'posted', 'wrote',
            'answered', 'acknowledged'
        )
    ) THEN
        RAISE EXCEPTION 'somebody of this import was tried' USING ERRCODE = 'EA522';
    END IF;
    SELECT coalesce(array_agg(id), '{}') INTO untouched
    FROM prospects_prospect WHERE id = ANY (brought) AND revision = 0;
    untouched := earnest_unnamed('prospects_prospect', untouched);
    DELETE FROM prospects_likeness WHERE one_id = ANY (untouched) OR other_id = ANY (untouched);
    DELETE FROM prospects_prospect WHERE id = ANY (untouched);
    SELECT coalesce(array_agg(id), '{}') INTO employers
    FROM (SELECT id FROM prospects_company WHERE import_batch_id = import ORDER BY id FOR UPDATE) AS locked;
    employers := earnest_unnamed('prospects_company', employers);
    DELETE FROM prospects_company WHERE id = ANY (employers);
    DELETE FROM prospects_stagedrow WHERE batch_id = import;
    UPDATE prospects_importbatch SET state = 'taken_back', taken_back_at = earnest_now() WHERE id = import;
    RETURN QUERY SELECT cardinality(untouched), cardinality(employers), cardinality(brought) - cardinality(untouched);
END
$$;

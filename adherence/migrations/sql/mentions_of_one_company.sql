-- Somebody is mentioned in what is told of any record of their company, and any may be called after them: the kept one, and
-- those that stand under it.
CREATE FUNCTION earnest_records_of_company(of_company bigint) RETURNS TABLE (id bigint)
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT of_company
    UNION SELECT c.id FROM prospects_company c WHERE c.merged_into_id = of_company
    UNION SELECT c.merged_into_id FROM prospects_company c WHERE c.id = of_company AND c.merged_into_id IS NOT NULL
$$;
REVOKE ALL ON FUNCTION earnest_records_of_company(bigint) FROM PUBLIC;

ALTER FUNCTION earnest_erase_mentions(text[], bigint, bigint[], bigint) RENAME TO earnest_erase_mentions_at;
CREATE FUNCTION earnest_erase_mentions(names text[], of_company bigint, colleagues bigint[], in_erasure bigint) RETURNS bigint
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT sum(earnest_erase_mentions_at(names, record.id, colleagues, in_erasure))::bigint
    FROM earnest_records_of_company(of_company) AS record
$$;
REVOKE ALL ON FUNCTION earnest_erase_mentions(text[], bigint, bigint[], bigint) FROM PUBLIC;

ALTER FUNCTION earnest_erase_called(text, text[], bigint) RENAME TO earnest_erase_called_at;
CREATE FUNCTION earnest_erase_called(name text, names text[], of_company bigint) RETURNS bigint
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT sum(earnest_erase_called_at(name, names, record.id))::bigint FROM earnest_records_of_company(of_company) AS record
$$;
REVOKE ALL ON FUNCTION earnest_erase_called(text, text[], bigint) FROM PUBLIC;

-- As before, and of records that were one company for a while: what was told then stands with the one that was kept.
CREATE OR REPLACE FUNCTION earnest_records_of_company(of_company bigint) RETURNS TABLE (id bigint)
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT of_company
    UNION SELECT m.kept_id FROM prospects_companymerge m WHERE m.other_id = of_company
    UNION SELECT m.other_id FROM prospects_companymerge m WHERE m.kept_id = of_company
$$;

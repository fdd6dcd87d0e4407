-- The name of a company as it is compared: without its legal form, accents, spaces and signs.
CREATE FUNCTION earnest_company_key(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT coalesce(nullif(regexp_replace(regexp_replace(said,
        '\m(ltd|limited|llc|llp|plc|inc|incorporated|corp|corporation|co|company|gmbh|ag|kg|mbh|ug|sa|sas|sarl|srl|spa|bv|nv|ab|as|oy|aps|group|holding|holdings|international|the)\M',
        '', 'g'), '[^[:alnum:]]+', '', 'g'), ''), said)
    FROM lower(public.unaccent('public.unaccent'::regdictionary, name)) AS said
$$;
CREATE INDEX company_by_key ON prospects_company (earnest_company_key(name));

-- Two records that are one person: the one that is kept stands for itself, and so does nobody who stands for another.
CREATE FUNCTION earnest_merge_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM FROM prospects_prospect WHERE id = NEW.merged_into_id AND merged_into_id IS NULL FOR SHARE;
    IF NOT FOUND OR EXISTS (SELECT FROM prospects_prospect WHERE merged_into_id = NEW.id) THEN
        RAISE EXCEPTION 'one record stands for the others, and only one' USING ERRCODE = 'EA513';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER one_record_stands_for_a_person BEFORE INSERT OR UPDATE OF merged_into_id ON prospects_prospect
    FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION earnest_merge_guard();

-- A stop of any record of a person holds for the one that is kept.
CREATE OR REPLACE FUNCTION earnest_stops_of(people bigint[]) RETURNS TABLE (prospect_id bigint, channel text)
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT person.id, stop.channel
    FROM unnest(people) AS person (id)
    CROSS JOIN LATERAL (
        SELECT own.id, own.email, own.phone, own.linkedin_url, own.company_id
        FROM prospects_prospect AS own WHERE own.id = person.id
        UNION ALL
        SELECT merged.id, merged.email, merged.phone, merged.linkedin_url, merged.company_id
        FROM prospects_prospect AS merged WHERE merged.merged_into_id = person.id
    ) AS record
    JOIN prospects_company AS company ON company.id = record.company_id
    CROSS JOIN LATERAL (
        VALUES ('email', earnest_email_key(record.email)),
            ('phone', record.phone),
            ('profile', lower(record.linkedin_url)),
            ('person', record.id::text)
        UNION SELECT 'domain', domain FROM earnest_domains(split_part(record.email, '@', 2))
        UNION SELECT 'domain', domain FROM earnest_domains(company.domain)
    ) AS reach (kind, value)
    JOIN prospects_suppression AS stop
        ON stop.kind = reach.kind AND stop.value_hash = earnest_stop_hash(reach.value)
    WHERE stop.lifted_at IS NULL
        AND (stop.until IS NULL OR stop.until > earnest_now())
$$;

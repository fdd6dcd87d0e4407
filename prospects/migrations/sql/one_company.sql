-- Two records that are one company: the one that is kept stands for itself, and so does no company that stands for others.
CREATE FUNCTION earnest_company_merge_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM FROM prospects_company WHERE id = NEW.merged_into_id AND merged_into_id IS NULL FOR SHARE;
    IF NOT FOUND OR EXISTS (SELECT FROM prospects_company WHERE merged_into_id = NEW.id) THEN
        RAISE EXCEPTION 'one record stands for the others, and only one' USING ERRCODE = 'EA514';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER one_record_stands_for_a_company BEFORE INSERT OR UPDATE OF merged_into_id ON prospects_company
    FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION earnest_company_merge_guard();

-- Nobody comes to a record that stands under another: its people are with the kept one. Asked after the key was checked,
-- which waits for whoever makes two records one at that moment. An erased person stays where they were.
CREATE FUNCTION earnest_company_of_people_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM came JOIN prospects_company AS company ON company.id = came.company_id
        WHERE company.merged_into_id IS NOT NULL AND came.erased_at IS NULL
    ) THEN
        RAISE EXCEPTION 'another record stands for this company' USING ERRCODE = 'EA515';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER nobody_comes_to_a_merged_company AFTER INSERT ON prospects_prospect
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION earnest_company_of_people_guard();

CREATE FUNCTION earnest_moved_company_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM prospects_company WHERE id = NEW.company_id AND merged_into_id IS NOT NULL) THEN
        RAISE EXCEPTION 'another record stands for this company' USING ERRCODE = 'EA515';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER nobody_moves_to_a_merged_company AFTER UPDATE OF company_id ON prospects_prospect
    FOR EACH ROW WHEN (NEW.company_id <> OLD.company_id) EXECUTE FUNCTION earnest_moved_company_guard();

-- What said that a company may be known twice goes with either record.
CREATE FUNCTION earnest_forget_company_likeness() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    DELETE FROM prospects_companylikeness WHERE one_id = OLD.id OR other_id = OLD.id;
    RETURN OLD;
END
$$;
CREATE TRIGGER likenesses_go_with_their_company BEFORE DELETE ON prospects_company
    FOR EACH ROW EXECUTE FUNCTION earnest_forget_company_likeness();

CREATE OR REPLACE FUNCTION earnest_unnamed(whole regclass, rows bigint[]) RETURNS bigint[]
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp
AS $$
DECLARE named record;
BEGIN
    FOR named IN
        SELECT c.conrelid::regclass AS "table", a.attname AS "column"
        FROM pg_constraint AS c JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.confrelid = whole
            AND c.conrelid NOT IN ('prospects_likeness'::regclass, 'prospects_companylikeness'::regclass)
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

-- A stop of the domain of any record of a company holds for everybody there.
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
        UNION SELECT 'domain', above.domain
        FROM prospects_company AS under CROSS JOIN LATERAL earnest_domains(under.domain) AS above
        WHERE under.merged_into_id = record.company_id
    ) AS reach (kind, value)
    JOIN prospects_suppression AS stop
        ON stop.kind = reach.kind AND stop.value_hash = earnest_stop_hash(reach.value)
    WHERE stop.lifted_at IS NULL
        AND (stop.until IS NULL OR stop.until > earnest_now())
$$;

-- Whom the database erased stays erased. Only whose person it is may change, so that a rep who leaves leaves nobody behind.
DROP TRIGGER erased_person_stays_erased ON prospects_prospect;
CREATE TRIGGER erased_person_stays_erased BEFORE UPDATE ON prospects_prospect
    FOR EACH ROW WHEN (
        (OLD.erased_at IS NOT NULL OR NEW.erased_at IS NOT NULL)
        AND (to_jsonb(OLD) - 'owner_id') IS DISTINCT FROM (to_jsonb(NEW) - 'owner_id')
        AND NOT earnest_is_erasing()
    ) EXECUTE FUNCTION earnest_erased_guard();

-- What was typed as words in the address of a list: "q=Aoife+N%C3%AD&country=IE" is "Aoife Ní".
CREATE FUNCTION earnest_typed(question text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT coalesce(convert_from(string_agg(
        CASE length(piece[1]) WHEN 3 THEN decode(substr(piece[1], 2), 'hex') ELSE convert_to(piece[1], 'UTF8') END,
        ''::bytea ORDER BY place
    ), 'UTF8'), '')
    FROM regexp_matches(replace(substring(question FROM '(?:^|&)q=([^&]*)'), '+', ' '), '%[0-9A-Fa-f]{2}|.', 'g')
        WITH ORDINALITY AS pieces (piece, place)
$$;

-- A view keeps the words that somebody typed: one that asks for whoever is erased goes with them, but for what asks for all of
-- their company; so does one that is called after them. What said that they may be known twice goes, too. The erasure is
-- written down before the person is emptied, so their name still stands here.
CREATE FUNCTION earnest_forget_finding() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE person prospects_prospect; at_work tsvector; called tsvector;
BEGIN
    SELECT * INTO STRICT person FROM prospects_prospect WHERE id = NEW.prospect_id;
    SELECT earnest_words(name) INTO STRICT at_work FROM prospects_company WHERE id = person.company_id;
    called := earnest_words(person.name, person.preferred_name, person.email);
    DELETE FROM prospects_likeness WHERE person.id IN (one_id, other_id);
    DELETE FROM prospects_savedview WHERE id IN (
        SELECT view.id FROM prospects_savedview AS view
        CROSS JOIN LATERAL (SELECT lower(earnest_typed(view.question)) AS said) AS typed
        CROSS JOIN LATERAL (SELECT ltrim(regexp_replace(said, '[\s+()/.-]', '', 'g'), '0') AS digits) AS dialed
        WHERE strpos(lower(view.name), lower(person.name)) > 0
            OR length(said) > 2 AND (
                (called || at_work) @@ earnest_wanted(said) AND NOT at_work @@ earnest_wanted(said)
                OR person.email <> '' AND (strpos(said, lower(person.email)) > 0 OR starts_with(lower(person.email), said))
                OR digits ~ '^[0-9]{4,}$' AND strpos(person.phone, digits) > 0
                OR person.linkedin_url <> '' AND strpos(said, lower(person.linkedin_url)) > 0)
    );
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_forget_finding() FROM PUBLIC;
CREATE TRIGGER views_that_ask_for_the_erased_go AFTER INSERT ON prospects_erasure
    FOR EACH ROW EXECUTE FUNCTION earnest_forget_finding();

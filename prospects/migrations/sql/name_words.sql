-- A page of people is found sooner than workers that help with it have begun.
ALTER FUNCTION earnest_words(text) PARALLEL RESTRICTED;
ALTER FUNCTION earnest_words(text, text, text) PARALLEL RESTRICTED;

-- Which words there are in the names of people and companies, each kept about once. A misspelled word is compared with these
-- few, not with the names of a million people. No unique key: two imports that bring the same new word would wait for
-- each other, or stop each other for good. The same word twice does no harm.
CREATE FUNCTION earnest_name_words(said text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE STRICT PARALLEL RESTRICTED
AS $$ SELECT word FROM unnest(tsvector_to_array(public.earnest_words(said))) AS word
    WHERE length(word) BETWEEN 3 AND 60 AND word !~ '[0-9]' $$;

-- `said`: names as they are written, from which each word is taken once before its accents are.
CREATE FUNCTION earnest_learn(said text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$ INSERT INTO prospects_nameword (word)
    SELECT DISTINCT each.word FROM (SELECT DISTINCT unnest(string_to_array(name, ' ')) AS raw FROM unnest(said) AS name) AS raws,
        earnest_name_words(raw) AS each (word)
    WHERE NOT EXISTS (SELECT FROM prospects_nameword AS known WHERE known.word = each.word) $$;

-- Whoever leaves takes the words along that nobody else is called by: what was erased is found nowhere.
CREATE FUNCTION earnest_forget(said text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$ DELETE FROM prospects_nameword AS known
    WHERE known.word IN (SELECT earnest_name_words(name) FROM unnest(said) AS name)
    AND NOT EXISTS (SELECT FROM prospects_prospect WHERE
        earnest_words(name, preferred_name, email) @@ quote_literal(known.word)::tsquery)
    AND NOT EXISTS (SELECT FROM prospects_company WHERE earnest_words(name) @@ quote_literal(known.word)::tsquery) $$;

CREATE FUNCTION earnest_names_come() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_TABLE_NAME = 'prospects_company' THEN
        PERFORM earnest_learn((SELECT array_agg(name::text) FROM came));
    ELSE
        PERFORM earnest_learn((SELECT array_agg(name || ' ' || preferred_name) FROM came));
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION earnest_names_go() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_TABLE_NAME = 'prospects_company' THEN
        PERFORM earnest_forget((SELECT array_agg(DISTINCT name::text) FROM went));
    ELSE
        PERFORM earnest_forget((SELECT array_agg(DISTINCT name || ' ' || preferred_name) FROM went));
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION earnest_names_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_TABLE_NAME = 'prospects_company' THEN
        PERFORM earnest_learn(ARRAY[NEW.name]), earnest_forget(ARRAY[OLD.name]);
    ELSE
        PERFORM earnest_learn(ARRAY[NEW.name || ' ' || NEW.preferred_name]),
            earnest_forget(ARRAY[OLD.name || ' ' || OLD.preferred_name]);
    END IF;
    RETURN NULL;
END
$$;

-- "bhrian coo" as 'bhrian':* | 'bhriain' | 'brian' and 'coo':*, to be matched as they are; empty when no word is like another.
-- A short word has few trigrams, so the limit of likeness is low for it; the number of letters to change decides.
CREATE FUNCTION earnest_near(said text) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp
AS $$
DECLARE
    usual text := coalesce(current_setting('pg_trgm.similarity_threshold', true), '0.3');
    near text[] := '{}';
    any_alike boolean := false;
    typed text;
    words text;
    most integer;
BEGIN
    FOREACH typed IN ARRAY tsvector_to_array(earnest_words(said)) LOOP
        words := NULL;
        IF length(typed) BETWEEN 3 AND 60 THEN
            most := (length(typed) + 1) / 3;
            PERFORM set_config('pg_trgm.similarity_threshold', CASE WHEN length(typed) < 6 THEN '0.16' ELSE '0.3' END, true);
            SELECT string_agg(quote_literal(word), ' | ') INTO words FROM (
                SELECT DISTINCT word, levenshtein(word, typed) AS letters, similarity(word, typed) AS likeness
                FROM prospects_nameword
                WHERE word % typed AND word <> typed AND levenshtein_less_equal(word, typed, most) <= most
                ORDER BY letters, likeness DESC, word LIMIT 8
            ) AS alike;
        END IF;
        any_alike := any_alike OR words IS NOT NULL;
        near := near || (quote_literal(typed) || ':*' || coalesce(' | ' || words, ''));
    END LOOP;
    PERFORM set_config('pg_trgm.similarity_threshold', usual, true);
    RETURN CASE WHEN any_alike THEN near ELSE '{}' END;
END
$$;

REVOKE ALL ON FUNCTION earnest_learn(text[]), earnest_forget(text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION earnest_names_come(), earnest_names_go(), earnest_names_change() FROM PUBLIC;

CREATE TRIGGER names_of_people_are_learned AFTER INSERT ON prospects_prospect
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION earnest_names_come();
CREATE TRIGGER names_of_people_are_forgotten AFTER DELETE ON prospects_prospect
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION earnest_names_go();
CREATE TRIGGER names_of_people_change AFTER UPDATE OF name, preferred_name ON prospects_prospect
    FOR EACH ROW WHEN ((OLD.name, OLD.preferred_name) IS DISTINCT FROM (NEW.name, NEW.preferred_name))
    EXECUTE FUNCTION earnest_names_change();
CREATE TRIGGER names_of_companies_are_learned AFTER INSERT ON prospects_company
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION earnest_names_come();
CREATE TRIGGER names_of_companies_are_forgotten AFTER DELETE ON prospects_company
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION earnest_names_go();
CREATE TRIGGER names_of_companies_change AFTER UPDATE OF name ON prospects_company
    FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION earnest_names_change();

SELECT earnest_learn((SELECT array_agg(name || ' ' || preferred_name) FROM prospects_prospect));
SELECT earnest_learn((SELECT array_agg(name::text) FROM prospects_company));

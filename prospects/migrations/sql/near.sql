-- As before, by other ways to the words that are compared: of four letters, by an index that has short words alone; of five, by those that
-- share two trigrams in one place of the word. By a single one, a tenth of all words would be read.
CREATE OR REPLACE FUNCTION earnest_near(said text) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp
AS $$
DECLARE
    usual text := coalesce(current_setting('pg_trgm.similarity_threshold', true), '0.3');
    usual_within text := coalesce(current_setting('pg_trgm.word_similarity_threshold', true), '0.6');
    near text[] := '{}';
    any_alike boolean := false;
    typed text;
    alike text[];
    words text;
    most integer;
BEGIN
    PERFORM set_config('pg_trgm.word_similarity_threshold', '0.17', true);
    FOREACH typed IN ARRAY tsvector_to_array(earnest_words(said)) LOOP
        words := NULL;
        IF length(typed) BETWEEN 3 AND 60 THEN
            most := (length(typed) + 1) / 3;
            PERFORM set_config('pg_trgm.similarity_threshold', CASE WHEN length(typed) < 6 THEN '0.16' ELSE '0.3' END, true);
            alike := CASE
                WHEN length(typed) < 5 THEN ARRAY(SELECT word FROM prospects_nameword WHERE length(word) <= 5 AND word % typed)
                WHEN length(typed) = 5 THEN ARRAY(SELECT word FROM prospects_nameword WHERE word %> typed)
                ELSE ARRAY(SELECT word FROM prospects_nameword WHERE word % typed)
            END;
            SELECT string_agg(quote_literal(word), ' | ') INTO words FROM (
                SELECT DISTINCT word, levenshtein(word, typed) AS letters, similarity(word, typed) AS likeness
                FROM unnest(alike) AS word
                WHERE word <> typed AND levenshtein_less_equal(word, typed, most) <= most
                ORDER BY letters, likeness DESC, word LIMIT 8
            ) AS few;
        END IF;
        any_alike := any_alike OR words IS NOT NULL;
        near := near || (quote_literal(typed) || ':*' || coalesce(' | ' || words, ''));
    END LOOP;
    PERFORM set_config('pg_trgm.similarity_threshold', usual, true),
        set_config('pg_trgm.word_similarity_threshold', usual_within, true);
    RETURN CASE WHEN any_alike THEN near ELSE '{}' END;
END
$$;

-- How words and addresses are compared. The functions are immutable so that indexes may use them;
-- the dictionary is named, because without a name unaccent() would depend on the search path.
-- The cost tells the planner that asking an index beats reading every name again.
CREATE FUNCTION earnest_words(said text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 2000
AS $$ SELECT to_tsvector('simple'::regconfig, public.unaccent(
    'public.unaccent'::regdictionary, translate(said, '@._+-/''’', '        ')
)) $$;

CREATE FUNCTION earnest_words(name text, preferred text, email text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT public.earnest_words(name || ' ' || preferred || ' ' || split_part(email, '@', 1)) $$;

-- "aoi corr" finds whoever has a word beginning with each of these, with or without accents.
CREATE FUNCTION earnest_wanted(said text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT coalesce(
    string_agg(quote_literal(word) || ':*', ' & ')::tsquery, ''::tsquery
) FROM unnest(tsvector_to_array(earnest_words(said))) AS word $$;

-- anna+news@x and anna@x reach the same person: a stop for one is a stop for both.
CREATE FUNCTION earnest_email_key(email text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT lower(regexp_replace(email, '\+[^@]*@', '@')) $$;

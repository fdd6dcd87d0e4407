-- How words and addresses are compared. The functions are immutable so that indexes may use them;
-- the dictionary is named, because without a name unaccent() would depend on the search path.
CREATE FUNCTION earnest_plain(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, words)) $$;

CREATE FUNCTION earnest_plain(name text, preferred text, email text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT lower(
    public.unaccent('public.unaccent'::regdictionary, name || ' ' || preferred || ' ' || email)
) $$;

-- anna+news@x and anna@x reach the same person: a stop for one is a stop for both.
CREATE FUNCTION earnest_email_key(email text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT lower(regexp_replace(email, '\+[^@]*@', '@')) $$;

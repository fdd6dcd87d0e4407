-- What was sent, said and proven never changes, but for one thing: somebody's data may go. While `earnest_erase` does
-- that, and only in its transaction, a row stands here; nobody who serves can write one.
CREATE TABLE prospects_erasing (xid xid8 PRIMARY KEY);

CREATE FUNCTION earnest_erases_now() RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT EXISTS (SELECT FROM prospects_erasing WHERE xid = pg_current_xact_id_if_assigned()) $$;

-- Asked by guards of rows that are written all day: a setting that anybody may make says whether to look at all.
CREATE FUNCTION earnest_is_erasing() RETURNS boolean
LANGUAGE plpgsql VOLATILE
AS $$
BEGIN
    RETURN current_setting('earnest.erasing', true) = 'yes' AND public.earnest_erases_now();
END
$$;

-- The one word for what went. What was empty stays empty, because counts ask whether something was said.
CREATE FUNCTION earnest_gone(said text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT CASE WHEN said = '' THEN '' ELSE '(erased)' END $$;

-- The same of each text in a list of answers: who asked what stays, the words go.
CREATE FUNCTION earnest_gone(said jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(jsonb_object_agg(key, CASE WHEN jsonb_typeof(value) = 'string' THEN '"(erased)"' ELSE value END), '{}')
    FROM jsonb_each(said)
$$;

-- Somebody who is mentioned in what is about another: the names go, whatever their letters, and the rest stays.
CREATE FUNCTION earnest_unnamed(said text, names text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY names LOOP
        said := regexp_replace(said, '***=' || name, '(erased)', 'gi');
    END LOOP;
    RETURN said;
END
$$;

-- Whom the database erased stays erased, and nobody else says that somebody was.
CREATE FUNCTION earnest_erased_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'an erased person stays erased, and only an erasure erases' USING ERRCODE = 'EA505';
END
$$;
CREATE TRIGGER erased_person_stays_erased BEFORE UPDATE ON prospects_prospect
    FOR EACH ROW WHEN ((OLD.erased_at IS NOT NULL OR NEW.erased_at IS NOT NULL) AND NOT earnest_is_erasing())
    EXECUTE FUNCTION earnest_erased_guard();
CREATE TRIGGER nobody_comes_erased BEFORE INSERT ON prospects_prospect
    FOR EACH ROW WHEN (NEW.erased_at IS NOT NULL) EXECUTE FUNCTION earnest_erased_guard();
CREATE TRIGGER erasure_is_kept BEFORE UPDATE OR DELETE ON prospects_erasure
    FOR EACH ROW WHEN (NOT earnest_is_erasing()) EXECUTE FUNCTION earnest_never();

-- Who erased whom, and what a sweep took, is accounted for by the database: the worker says nothing in the audit itself.
CREATE FUNCTION earnest_account_for_erasure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash) VALUES (
        NEW.at, NEW.by_id, 'erased', 'person ' || NEW.prospect_id,
        jsonb_build_object('cause', NEW.cause, 'counts', NEW.counts, 'db_role', session_user), '', ''
    );
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_account_for_erasure() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER erasure_is_accounted_for AFTER INSERT ON prospects_erasure
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION earnest_account_for_erasure();

CREATE FUNCTION earnest_account_for_sweep() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash) VALUES (
        NEW.at, NULL, 'swept', 'sweep ' || NEW.id,
        jsonb_build_object('what', NEW.what, 'rows', NEW.rows, 'db_role', session_user), '', ''
    );
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_account_for_sweep() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER sweep_is_accounted_for AFTER INSERT ON prospects_sweep
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION earnest_account_for_sweep();

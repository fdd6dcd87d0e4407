-- Run by a superuser with psql, before the first migration and as often as you like: four login roles, none a superuser,
-- none a member of another, and the database. Passwords come from the environment, so that no process list shows them.
\set ON_ERROR_STOP on
\getenv database EARNEST_DATABASE
\getenv owner_password EARNEST_OWNER_PASSWORD
\getenv web_password EARNEST_WEB_PASSWORD
\getenv worker_password EARNEST_WORKER_PASSWORD
\getenv monday_password EARNEST_MONDAY_PASSWORD
-- Or from files that these lead to, as secrets of containers do.
\getenv by_file EARNEST_OWNER_PASSWORD_FILE
\if :{?by_file}
\set owner_password `cat "$EARNEST_OWNER_PASSWORD_FILE"`
\set web_password `cat "$EARNEST_WEB_PASSWORD_FILE"`
\set worker_password `cat "$EARNEST_WORKER_PASSWORD_FILE"`
\set monday_password `cat "$EARNEST_MONDAY_PASSWORD_FILE"`
\endif

SELECT format('CREATE ROLE %I', name)
  FROM unnest(ARRAY['earnest_owner', 'earnest_web', 'earnest_worker', 'earnest_monday']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

ALTER ROLE earnest_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT PASSWORD :'owner_password';
ALTER ROLE earnest_web LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT PASSWORD :'web_password';
ALTER ROLE earnest_worker LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT PASSWORD :'worker_password';
ALTER ROLE earnest_monday LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT PASSWORD :'monday_password';

ALTER ROLE earnest_web SET search_path = public, pg_temp;
ALTER ROLE earnest_web SET statement_timeout = '15s';
ALTER ROLE earnest_web SET idle_in_transaction_session_timeout = '60s';
-- A disk without a moving head reads a page here and a page there nearly as fast as two in a row: a search reads the few people who have
-- both words, not the index of all who are a team's.
ALTER ROLE earnest_web SET random_page_cost = 1.1;
ALTER ROLE earnest_worker SET search_path = public, pg_temp;
ALTER ROLE earnest_worker SET statement_timeout = '60s';
ALTER ROLE earnest_worker SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE earnest_monday SET search_path = public, pg_temp;
ALTER ROLE earnest_monday SET statement_timeout = '60s';
ALTER ROLE earnest_monday SET idle_in_transaction_session_timeout = '60s';

SELECT format('CREATE DATABASE %I OWNER earnest_owner', :'database')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec

REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO earnest_web, earnest_worker, earnest_monday;

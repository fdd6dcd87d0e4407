"""Django's PostgreSQL backend for tests that run as `earnest_web`, a role that may not empty tables."""

"""How dates, times and numbers look, by language. A page names a format; nobody writes a pattern out (tests/architecture/test_languages.py)."""

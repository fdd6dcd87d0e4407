class Fault(Exception):
    """Something a person must put right; the text says what and how. Shown without a traceback."""

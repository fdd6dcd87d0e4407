"""Loading holidays takes half a second once, which is no property of the calendar."""

from hypothesis import settings

settings.register_profile("calendar", deadline=None)
settings.load_profile("calendar")

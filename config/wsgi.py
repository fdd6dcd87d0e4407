"""The web process's entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from config.operations import reporting  # noqa: E402
from config.startup import refuse_unsafe_start, tell_the_set_up_code, tell_what_letters_lack  # noqa: E402

refuse_unsafe_start("web")
tell_what_letters_lack()
reporting.begin()
tell_the_set_up_code()
# What is loaded by now stays for good: nobody's click need wait until the collector has looked through it again.
gc.collect()
gc.freeze()

"""The product's settings, with the other three roles' connections beside the web's."""

from copy import deepcopy

import dj_database_url
from environs import Env

from config.settings import *  # noqa: F403
from config.settings import DATABASES, STORAGES, TEMPLATES

told = Env()
DATABASES["default"]["ENGINE"] = "tests.database"
# As in the product: a live server that connected anew for each request would cost more than its pages.
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 0, "max_size": 50, "timeout": 30}
for role, variable in (
    ("worker", "TEST_WORKER_DATABASE_URL"),
    ("monday", "TEST_MONDAY_DATABASE_URL"),
    ("owner", "OWNER_DATABASE_URL"),
):
    DATABASES[role] = deepcopy(DATABASES["default"]) | dj_database_url.parse(told.str(variable))
    DATABASES[role]["ENGINE"] = "tests.database"
    DATABASES[role]["TEST"] = {"MIRROR": "default"}

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# A browser of the tests takes the files as they are, and brotli takes its time.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "svg", "txt", "woff2"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A test sees only what its own thread has written.
MAILBOXES_AT_ONCE = 1

# No clock ticks beside most tests; those of the banner put it back.
TEMPLATES[0]["OPTIONS"]["context_processors"].remove("config.operations.context.clock")

"""The product's settings for pages asked in this process: static files as they lie, no collecting first."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")

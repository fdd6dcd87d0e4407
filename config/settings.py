"""Everything Earnest can be told from outside, read from the environment once, in one file.

A missing or malformed value stops the start; all faults are reported together.
"""

from datetime import timedelta
from logging import getLevelNamesMapping
from pathlib import Path
from typing import Any

from django.utils.csp import CSP
from environs import FileAwareEnv, validate

from config.monday.mailers import mailers_of
from config.operations import logs

BASE_DIR = Path(__file__).resolve().parent.parent

# Any of these may lie in a file that the same name with _FILE leads to, as secrets of containers do.
env = FileAwareEnv(eager=False, strip_whitespace=True)
PROCESS: str = env.str("EARNEST_PROCESS", "web")
DEBUG: bool = env.bool("DEBUG", False)
SECRET_KEY: str = env.str("SECRET_KEY")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
HTTPS: bool = env.bool("HTTPS", False)
PUBLIC_URL: str = env.str("PUBLIC_URL", "http://localhost:8000")
DATABASES: dict[str, Any] = {"default": env.dj_db_url("DATABASE_URL")}
# The password of the role, where the address does not name it: a file of its own then holds it.
DATABASE_PASSWORD: str = env.str("DATABASE_PASSWORD", "")
# Between us and the database stands a pooler that gives a connection for one transaction only, such as PgBouncer.
TRANSACTION_POOLER: bool = env.bool("TRANSACTION_POOLER", False)
REDIS_URL: str = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
# Only a web process may hold SEND_KEY: without it no stored sign-in for sending can be opened.
SEND_KEY: str = env.str("SEND_KEY", "")
READ_KEY: str = env.str("READ_KEY", "")
# How many proxies of ours stand in front: sign-in limits count visitors, not the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXIES", 0)
DEMO: bool = env.bool("DEMO", False)
DEMO_PASSWORD: str = env.str("DEMO_PASSWORD", "")
SANDBOX_DIR: str = env.str("SANDBOX_DIR", str(BASE_DIR / ".local" / "sandbox"))
SANDBOX_SMTP_PORT: int = env.int("SANDBOX_SMTP_PORT", 0)
SANDBOX_PASSWORD: str = env.str("SANDBOX_PASSWORD", "")
# Divides the one to five minutes that demo correspondents take to answer.
SANDBOX_SPEED: float = env.float("SANDBOX_SPEED", 1.0)
ALLOW_PRIVATE_MAIL_HOSTS: bool = env.bool("ALLOW_PRIVATE_MAIL_HOSTS", False)
# Earnest as an application that the host registered with a mail provider; without an id it is not offered.
GOOGLE_CLIENT_ID: str = env.str("GOOGLE_CLIENT_ID", "")
GOOGLE_CLIENT_SECRET: str = env.str("GOOGLE_CLIENT_SECRET", "")
GOOGLE_TOKEN_URL: str = env.str("GOOGLE_TOKEN_URL", "https://oauth2.googleapis.com/token")
MICROSOFT_CLIENT_ID: str = env.str("MICROSOFT_CLIENT_ID", "")
MICROSOFT_CLIENT_SECRET: str = env.str("MICROSOFT_CLIENT_SECRET", "")
MICROSOFT_TENANT: str = env.str("MICROSOFT_TENANT", "common")
MICROSOFT_TOKEN_URL: str = env.str("MICROSOFT_TOKEN_URL", "")
# Help with wording: an address that speaks chat completions. Empty: there is none, and nothing is offered.
LANGUAGE_MODEL_URL: str = env.str("LANGUAGE_MODEL_URL", "")
LANGUAGE_MODEL_NAME: str = env.str("LANGUAGE_MODEL_NAME", "")
LANGUAGE_MODEL_KEY: str = env.str("LANGUAGE_MODEL_KEY", "")
LANGUAGE_MODEL_SECONDS: float = env.float("LANGUAGE_MODEL_SECONDS", 20.0)
# How many mailboxes the worker reads side by side; each takes a connection to the database while it is read.
MAILBOXES_AT_ONCE: int = env.int("MAILBOXES_AT_ONCE", 8)
# Single sign-on with the company's own directory, by OpenID Connect. Without an issuer it is not offered.
OIDC_ISSUER: str = env.str("OIDC_ISSUER", "")
OIDC_NAME: str = env.str("OIDC_NAME", "Single sign-on")
OIDC_CLIENT_ID: str = env.str("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET: str = env.str("OIDC_CLIENT_SECRET", "")
# Then only admins sign in by a way of Earnest's own, for the day on which the directory is away.
OIDC_ONLY: bool = env.bool("OIDC_ONLY", False)
POSTAL_ADDRESS: str = env.str("POSTAL_ADDRESS", "")
# Where Monday letters to our own users are handed over, and from whom. Told to their process alone; web knows that it is there.
SYSTEM_MAIL_URL: str = env.str("SYSTEM_MAIL_URL", "")
SYSTEM_MAIL_FROM: str = env.str("SYSTEM_MAIL_FROM", "")
MONDAY_LETTERS: bool = env.bool("MONDAY_LETTERS", False)
# The owner's address is read by the demo loader alone; no serving process is given it.
OWNER_DATABASE_URL: str = env.str("OWNER_DATABASE_URL", "")
# Where backup and restore find pg_dump and pg_restore, where that is neither the path nor the usual folder.
PG_PROGRAMS: str = env.str("PG_PROGRAMS", "")
STATIC_ROOT: str = env.str("STATIC_ROOT", str(BASE_DIR / ".local" / "static"))
LOG_LEVEL: str = env.str("LOG_LEVEL", "INFO")
# "json" for a machine that collects logs, "line" for a person who reads them.
LOG_FORMAT: str = env.str("LOG_FORMAT", "line", validate=validate.OneOf(["line", "json"]))
# With a token /metrics answers whoever brings it; without one there is no such page.
METRICS_TOKEN: str = env.str("METRICS_TOKEN", "")
METRICS_DIR: str = env.str("METRICS_DIR", str(BASE_DIR / ".local" / "metrics"))
# Web alone reports its faults, and only where it is told to whom.
SENTRY_DSN: str = env.str("SENTRY_DSN", "")
env.seal()

DATABASES["default"].update(ENGINE="django.db.backends.postgresql", CONN_HEALTH_CHECKS=True)
if DATABASE_PASSWORD:
    DATABASES["default"]["PASSWORD"] = DATABASE_PASSWORD
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("application_name", f"earnest-{PROCESS}")
if PROCESS == "web":
    # A database that is away is said within seconds, and found within seconds once it is back: an
    # attempt that lasts longer waits longer and longer between its tries.
    DATABASES["default"]["OPTIONS"].setdefault(
        "pool", {"min_size": 1, "max_size": 8, "timeout": 3, "reconnect_timeout": 2}
    )
    # What pages ask again and again is planned once per connection: to plan it took longer than to answer it.
    DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 3}
    # As config/embedded/roles.sql has it: for roles that were made before, and a restart is enough.
    DATABASES["default"]["OPTIONS"].setdefault("options", "-c random_page_cost=1.1")

if TRANSACTION_POOLER:
    # What one connection prepared, or holds open, the next transaction may not find on its own.
    DATABASES["default"]["OPTIONS"]["prepare_threshold"] = None
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_structlog",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "team",
    "prospects",
    "research",
    "mailbox",
    "cadence",
    "adherence",
    "config.operations",
    "config.demo",
]

MIDDLEWARE = [
    "config.operations.middleware.RequestLog",
    "config.operations.middleware.Timing",
    # Before whatever answers by itself, so that a redirect to TLS and a refused host carry them, too.
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "team.middleware.ProtectiveHeaders",
    "django.middleware.security.SecurityMiddleware",
    "config.operations.middleware.Probes",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "team.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "team.middleware.HumanSessionMiddleware",
    "team.middleware.SecondFactorMiddleware",
    "team.middleware.AuditorsChangeNothing",
    "team.middleware.LocalTimeMiddleware",
    "mailbox.middleware.RenewSignIns",
]

# A worker answers no address. Given one, Celery's checks would load every view, and with them what sends. Monday letters
# lead to pages, and are told their addresses without the views.
ROOT_URLCONF = {"worker": "", "monday": "config.monday.urls"}.get(PROCESS, "config.urls")
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.operations.context.clock",
            ],
            "builtins": ["django.templatetags.static", "django.templatetags.i18n"],
        },
    }
]

AUTH_USER_MODEL = "team.User"
AUTHENTICATION_BACKENDS = ["team.authentication.TeamBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "team.passwords.GuessablePasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "team:home"
ACCOUNT_ADAPTER = "team.authentication.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "team.account_forms.SignInForm",
    "change_password": "team.account_forms.NewPasswordForm",
    "reauthenticate": "team.account_forms.AgainByPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# A changed password changes the session's key, and only a sign-in makes the row that may review and send.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    # Codes of a second factor and recovery codes count here, too, each person by themselves.
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "set_up": "10/m/ip",
}
MFA_ADAPTER = "team.authentication.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "team.account_forms.CodeForm",
    "reauthenticate": "team.account_forms.AgainByCodeForm",
    "activate_totp": "team.account_forms.FirstCodeForm",
    "login_webauthn": "team.account_forms.PasskeyLoginForm",
    "authenticate_webauthn": "team.account_forms.PasskeyCodeForm",
    "reauthenticate_webauthn": "team.account_forms.AgainByPasskeyForm",
    "add_webauthn": "team.account_forms.PasskeyForm",
    "edit_webauthn": "team.account_forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Earnest"
# A browser lets passkeys be used at localhost without TLS; for every other host it asks for it.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
SOCIALACCOUNT_ADAPTER = "team.authentication.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
# A link, not a form: our pages post to themselves only (SECURE_CSP).
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "company",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "earnest_session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "earnest_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "team.views.errors.csrf_failure"
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
X_FRAME_OPTIONS = "DENY"
# No nonce and nothing inline: pages stay cacheable and there is nothing to leak.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
# An upload is refused in words by the import form; this bounds everything else.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Rate limits must survive a wiped broker, so they count in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "team_cache",
        # Else a stranger with three hundred addresses pushes everybody's counts out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "en"
USE_I18N = True
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
# The pictures of docs/ are served to the help.
STATICFILES_DIRS = [BASE_DIR / "static", ("help", BASE_DIR / "docs" / "images")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.assets.InlinedStaticFilesStorage",
    },
}

SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # an address is unique whatever its capitals: by a constraint on lower(email)
    "mail.W001",  # there is no default mailer, on purpose
]

# What a rep sends goes through the rep's own mailbox. System mail is the Monday letter alone: one process has a mailer, which
# takes nothing but what is addressed to one of our own users.
MAILERS: dict[str, Any] = mailers_of(SYSTEM_MAIL_URL) if PROCESS == "monday" else {}

# Celery only rings a bell: the database is the queue, so a lost, doubled or late message changes nothing.
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 3 if PROCESS == "web" else 10,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 5,
}
CELERY_TASK_PUBLISH_RETRY = PROCESS != "web"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_DEFAULT_QUEUE = "plan"
CELERY_TASK_ROUTES = {"cadence.tasks.poll_mailboxes": {"queue": "imap"}}

# Each line tells of ids alone: what it leaves out, and why, stands in config/operations/logs.py.
logs.begin()
LEVELS = getLevelNamesMapping()
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
# That a bell was rung says little; that it was heard, and how long it took, says all.
DJANGO_STRUCTLOG_CELERY_TASK_START_LOG_LEVEL = LEVELS["DEBUG"]
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = LEVELS["INFO"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ours": {"()": logs.formatter, "renders": LOG_FORMAT}},
    # No AdminEmailHandler: it would be mail that no person sent.
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ours"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False},
        # The request log tells the same without paths, which may hold a token.
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "CRITICAL"},
        # What a failed task said is told by its kind, as everywhere.
        "celery.app.trace": {"level": "CRITICAL"},
        # The chain's heads are written down whatever the level: a log kept elsewhere shows a chain made anew.
        "earnest.audit": {"level": "INFO"},
        # These tell of every step at INFO.
        "celery.beat": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "flufl.bounce": {"level": "WARNING"},
        "imapclient": {"level": "WARNING"},
        "mail.log": {"level": "ERROR"},
    },
}

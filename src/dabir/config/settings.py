"""Django's settings, derived from the environment."""

from __future__ import annotations

from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from dabir.config.databases import database
from dabir.config.environment import environment

SOURCE = Path(__file__).resolve().parent.parent
STAGES = (
    "mandates",
    "calls",
    "submissions",
    "themes",
    "positions",
    "texts",
    "decisions",
    "issuances",
)
FOUNDATION = (
    "people",
    "trace",
    "record",
    "files",
    "proposals",
    "letters",
    "work",
    "mail",
    "limits",
    "unsent",
    "calendar",
)

DEBUG = environment.debug
SECRET_KEY = environment.secret_key()
ALLOWED_HOSTS = environment.hosts
BASE_URL = environment.base_url.rstrip("/")
VAR = environment.var
UPLOAD_LIMIT = environment.upload_limit
IMPORT_LIMIT = environment.import_limit
ANYBODY_CONSTITUTES = environment.anybody_constitutes
ADDRESS_HEADER = environment.address_header
PROOF_ATTEMPTS = environment.proof_attempts
# How long the form of a call is remembered: a call closed by hand closes that much later.
DOOR_REMEMBERS_SECONDS = 1.0

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    *(f"dabir.foundation.{name}" for name in FOUNDATION),
    *(f"dabir.stages.{name}" for name in STAGES),
    "dabir.web",
]

MIDDLEWARE = [
    # First: what is sent by the public form in a rush needs nothing of the others.
    "dabir.web.submissions.door.middleware.DoorMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dabir.web.shared.middleware.ReaderMiddleware",
    "dabir.web.shared.middleware.AddressMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dabir.web.shared.middleware.RefusalMiddleware",
    "dabir.web.unsent.middleware.SentMiddleware",
]

ROOT_URLCONF = "dabir.config.urls"
WSGI_APPLICATION = "dabir.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "dabir.web.templatetags.reader",
                "dabir.web.templatetags.look",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dabir.web.shared.context.page",
            ],
        },
    }
]

# Widgets of ours are drawn by templates of ours.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database(environment.database_url, VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "dabir.web.account.adapter.ClosedAccountAdapter"
ACCOUNT_FORMS = {
    "login": "dabir.web.account.forms.SignInForm",
    "change_password": "dabir.web.account.forms.ChangePasswordForm",
    "set_password": "dabir.web.account.forms.SetPasswordForm",
    "reset_password": "dabir.web.account.forms.ResetPasswordForm",
    "reset_password_from_key": "dabir.web.account.forms.ResetPasswordKeyForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = True

LANGUAGE_CODE = environment.language
LANGUAGES = [("fa", "فارسی"), ("en", "English")]
LOCALE_PATHS = sorted((SOURCE / "locale").glob("*/"))
TIME_ZONE = environment.time_zone
USE_TZ = True
LANGUAGE_COOKIE_NAME = "dabir_language"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [SOURCE / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

SMTP_URL = environment.smtp_url
DEFAULT_FROM_EMAIL = environment.mail_from
MAIL_SENDER = parseaddr(DEFAULT_FROM_EMAIL)[1].lower()
MAIL_DOMAIN = (environment.mail_domain or urlsplit(BASE_URL).hostname or "localhost").lower()
LISTEN_SMTP = environment.listen_smtp
LISTEN_LMTP = environment.listen_lmtp
IMAP_SERVERS = frozenset(name.lower() for name in environment.imap_servers)
# Links for forgotten passwords go out at once, past the tray. Without a mail server they are
# printed where the pages are served: who serves them hands them over.
_smtp = urlsplit(SMTP_URL)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _smtp.hostname else 'console'}.EmailBackend"
EMAIL_HOST = _smtp.hostname or ""
EMAIL_PORT = _smtp.port or (465 if _smtp.scheme == "smtps" else 25)
EMAIL_USE_SSL = _smtp.scheme == "smtps"
EMAIL_USE_TLS = _smtp.scheme == "smtp" and bool(_smtp.username)  # no password in the clear
EMAIL_HOST_USER = unquote(_smtp.username or "")
EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
EMAIL_TIMEOUT = 30

# What goes wrong is said where the server runs; Django by itself would mail it to nobody. What
# visitors merely ask wrongly, pages that are not there, is no fault.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"secrets": {"()": "dabir.config.logs.WithoutSecrets"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_NAME = "dabir_session"
CSRF_COOKIE_NAME = "dabir_csrf"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if environment.behind_https:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Acts ask for background work by name; this maps names to handlers, so that no stage knows jobs.
WORK_HANDLERS = {
    "mail.send": "dabir.jobs.mail:send",
    "mailboxes.fetch": "dabir.jobs.mailboxes:fetch",
    "mails.receive": "dabir.jobs.mailboxes:receive",
    "imports.check": "dabir.jobs.imports:check",
    "imports.run": "dabir.jobs.imports:run",
    "calls.tell": "dabir.jobs.notices:tell",
    "submissions.look_through": "dabir.jobs.handling:look_through",
    "submissions.copy_files": "dabir.jobs.copying:copy_files",
    "submissions.purge_words": "dabir.jobs.purging:purge_words",
    "submissions.export": "dabir.jobs.exports:make",
    "submissions.answer": "dabir.jobs.answers:send",
    "themes.teach": "dabir.jobs.teaching:learn",
    "themes.export": "dabir.jobs.codes.making:make",
    "arrivals.take_in": "dabir.jobs.arrivals:take_in",
    "themes.analyse": "dabir.jobs.analysis.running:analyse",
    "themes.assign": "dabir.jobs.analysis.assigning:assign",
    "texts.match": "dabir.jobs.likeness:propose",
    "texts.compile": "dabir.jobs.compiling:compile_version",
    "texts.check_red_lines": "dabir.jobs.compiling:check_red_lines",
    "texts.read_file": "dabir.jobs.received_files:read_changed",
    "texts.read_draft": "dabir.jobs.received_files:read_draft",
}
# How long a silent worker is believed to be alive; a living one renews its lease.
WORK_LEASE_SECONDS = {"quick": 30, "heavy": 60}
WORK_PROCESSES = environment.workers
# What the clock calls by itself, and every how many seconds.
WORK_CLOCK = {
    "dabir.jobs.sealing:seal": 2,
    "dabir.jobs.arrivals:ask_to_take_in": 1,
    "dabir.jobs.closings:close_calls": 30,
    "dabir.jobs.counting:fold_counts": 60,
    "dabir.jobs.mailboxes:look_into_mailboxes": 60,
    "dabir.jobs.reminders:remind": 600,
    "dabir.jobs.duty_reminders:remind_of_duties": 1800,
    "dabir.jobs.digests:tell_of_overdue": 3600,
    "dabir.jobs.terms:tell_of_ending_terms": 3600,
    "dabir.jobs.sealing:mail_seals": 3600,
    "dabir.jobs.exports:let_exports_expire": 3600,
    "dabir.jobs.sweeping:sweep_files": 21_600,
    "dabir.jobs.sweeping:discard_drafts": 21_600,
    "dabir.jobs.sweeping:forget_unsent": 21_600,
    "dabir.jobs.sweeping:let_lapse": 3600,
    "dabir.jobs.sweeping:forget_allowances": 21_600,
    "dabir.jobs.analysis.folders:sweep_analysis": 600,
}

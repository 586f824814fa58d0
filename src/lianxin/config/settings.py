"""All settings, read once from the environment; the only place that knows every app."""

import os
from pathlib import Path

from lianxin.config import sqlite as _sqlite  # noqa: F401  must come before Django's database backend
from lianxin.core.database import database
from lianxin.core.home import home
from lianxin.core.keys import field_key, key
from lianxin.core.logs import LOGGING  # noqa: F401  Django reads it

HOME = home()
HOME.make()
if not HOME.in_use:
    field_key()  # made before anything is kept, and never again
SECRET_KEY = key("session.key", 48).hex()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("LIANXIN_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "lianxin.web",
    "lianxin.jobs",
    "lianxin.accounts",
    "lianxin.records",
    "lianxin.people",
    "lianxin.trust",
    "lianxin.spaces",
    "lianxin.learning",
    "lianxin.council",
    "lianxin.liaison",
    "lianxin.voice",
    "lianxin.goodworks",
    "lianxin.desk",
    "lianxin.market",
    "lianxin.sales",
    "lianxin.planning",
    "lianxin.reports",
    "lianxin.public",
    "lianxin.console",
    "lianxin.portal",
]
MIDDLEWARE = [
    "lianxin.web.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lianxin.web.middleware.chosen_language",
    "lianxin.web.middleware.bounded_uploads",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lianxin.accounts.middleware.known_device",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "lianxin.accounts.middleware.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lianxin.web.middleware.private_pages",
    "lianxin.web.middleware.Ledgered",
]
ROOT_URLCONF = "lianxin.config.urls"
WSGI_APPLICATION = "lianxin.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "lianxin.web.context.shell",
                "lianxin.console.queries.navigation",
            ],
        },
    }
]
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), HOME.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "accounts:start"
#: Where each role begins.
HOMES = {"member": "portal:home", "grower": "portal:home", "administrator": "accounts:users"}
LOGOUT_REDIRECT_URL = "accounts:login"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "unit", "phone", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "lianxin.accounts.actions.passwords.HabitValidator"},
]
ACCOUNT_ADAPTER = "lianxin.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # ours: accounts/actions/throttle.py
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("LIANXIN_PROXIES", "0"))  # at 0 X-Forwarded-For is ignored
MFA_ADAPTER = "lianxin.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # staff need no mail address
MFA_TOTP_TOLERANCE = 1  # telephones are up to half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # localhost; elsewhere browsers want https themselves
SOCIALACCOUNT_ADAPTER = "lianxin.accounts.adapter.OutsideAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead to another site (form-action)
OIDC_CLAIM = os.environ.get("LIANXIN_OIDC_CLAIM", "preferred_username")
OIDC_SERVER = os.environ.get("LIANXIN_OIDC_SERVER", "")
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
if OIDC_SERVER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "office",
                "name": os.environ.get("LIANXIN_OIDC_NAME", "OpenID Connect"),
                "client_id": os.environ.get("LIANXIN_OIDC_CLIENT", ""),
                "secret": os.environ.get("LIANXIN_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
    }
EMAIL_HOST = os.environ.get("LIANXIN_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("LIANXIN_MAIL_PORT", "465"))
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = not EMAIL_USE_SSL
EMAIL_HOST_USER = os.environ.get("LIANXIN_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("LIANXIN_MAIL_PASSWORD", "")
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("LIANXIN_MAIL_FROM", EMAIL_HOST_USER or "lianxin@localhost")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent.parent / "web" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "lianxin.web.storage.StampedStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 365 * 24 * 3600  # every address carries its content's stamp

LEDGER_HEADS_TO = [one for one in os.environ.get("LIANXIN_HEADS_TO", "").split(",") if one]

UPLOAD_LIMIT = int(os.environ.get("LIANXIN_UPLOAD_MB", "2000")) * 1_000_000
FILE_UPLOAD_PERMISSIONS = 0o600

# Behind https: LIANXIN_HTTPS=1. Then cookies travel over https only and plain http is sent there.
_HTTPS = os.environ.get("LIANXIN_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if _HTTPS else []
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, DEVICE_COOKIE_NAME = (
    f"{'__Host-' if _HTTPS else ''}{name}" for name in ("sessionid", "csrftoken", "lianxin_device")
)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "lianxin.core.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

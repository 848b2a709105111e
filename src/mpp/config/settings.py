"""Django settings, read from the environment (`mpp.config.environment` documents every name)."""

from datetime import timedelta
from typing import Any

from mpp.config.environment import environment
from mpp.config.paths import PACKAGE_DIR
from mpp.config.rate_limits import rate_limits
from mpp.config.server import roles

ENV = environment()

SECRET_KEY = ENV.secret_key
DATA_KEYS = ENV.data_keys
INDEX_KEY = ENV.index_key
PUBLIC_URL = ENV.public_url
RATE_LIMITS = rate_limits(ENV.rate_limit_factor)
TRUSTED_PROXIES = ENV.trusted_proxies
DEBUG = False
ALLOWED_HOSTS = ENV.hosts
ROOT_URLCONF = "mpp.config.urls"
WSGI_APPLICATION = "mpp.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "identity.Account"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "mpp.foundation",
    "mpp.ui",
    "mpp.faces",
    "mpp.identity",
    "mpp.eforms",
    "mpp.tenancy",
    "mpp.calendars",
    "mpp.mandates",
    "mpp.facilities",
    "mpp.evidence",
    "mpp.uploads",
    "mpp.catalogue",
    "mpp.documents",
    "mpp.applications",
    "mpp.portal",
    "mpp.notifications",
    "mpp.privacy",
    "mpp.federation",
]

MIDDLEWARE = [
    "mpp.config.probes.ProbeMiddleware",
    "mpp.ui.middleware.RequestMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mpp.ui.form_token.FormTokenMiddleware",
    "mpp.identity.middleware.SessionMiddleware",
    "mpp.tenancy.middleware.RegionMiddleware",
    "mpp.mandates.middleware.ActingMiddleware",
    "mpp.ui.middleware.AccessMiddleware",
]
COOKIES_ARE_SECURE = PUBLIC_URL.startswith("https://")
CSRF_COOKIE_SECURE = COOKIES_ARE_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "mpp.ui.errors.csrf_failure"
#: Origins outside ours that a form may lead to (Content-Security-Policy `form-action`).
FORM_TARGETS: list[str] = []

#: Functions that give each domain what it needs from outside (config/wiring.py) or from a floor above.
MANDATES_SERVICES = "mpp.catalogue.queries.service_names"
FOUNDATION_MANDATES = "mpp.mandates.acting.keep"
#: None: this installation has no face check.
FACES_ENGINE = "mpp.config.wiring.face_engine"
IDENTITY_DOORS = "mpp.config.wiring.identity_doors"
IDENTITY_ELEMENTS = "mpp.config.wiring.population_elements"
IDENTITY_STANDING = "mpp.config.wiring.population_standing"
IDENTITY_CAPACITIES = "mpp.tenancy.queries.capacities_of"
IDENTITY_COURIERS = "mpp.config.wiring.code_couriers"
PRIVACY_HOLDINGS = "mpp.config.own_data.holdings"
NOTIFICATIONS_MAILER = "mpp.config.wiring.mailer"
NOTIFICATIONS_TEXTER = "mpp.config.wiring.texter"
FEDERATION_BACK_CHANNEL = "mpp.config.wiring.back_channel"
#: Regional applications on servers may be on this very machine.
FEDERATION_LOOPBACK = ENV.demo

DATABASES: dict[str, dict[str, Any]] = {"default": ENV.database}

#: The plain role that web and worker connect as, and the one that may only read for reports; migrations grant to both.
APP_ROLE = roles.APP
REPORT_ROLE = roles.REPORT

#: Function that knows every operation with the roles it admits, for the page that shows them.
ROLE_MATRIX = "mpp.config.who_may.operations"

#: Function of a region's key that gives its registries (`mpp.evidence.ports.Sources`).
EVIDENCE_SOURCES = "mpp.config.wiring.evidence_sources"
#: Function of a source and its owner that looks at the certificate shown there.
EVIDENCE_CERTIFICATE = "mpp.config.wiring.source_certificate"
#: Where sources of a region's own may stand.
EVIDENCE_SOURCE_HOSTS = ENV.source_hosts

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]

STATIC_URL = "/static/"
#: Hashed, precompressed copies, made at set-up and shipped with the package; until then the sources are served.
STATIC_COLLECTED = PACKAGE_DIR / "ui" / "collected"
STATIC_IS_COLLECTED = (STATIC_COLLECTED / "staticfiles.json").is_file()
STATIC_ROOT = STATIC_COLLECTED if STATIC_IS_COLLECTED else None
WHITENOISE_USE_FINDERS = not STATIC_IS_COLLECTED
FILE_UPLOAD_HANDLERS = ["mpp.ui.uploads.InMemory"]
MEDIA_ROOT = ENV.state_dir / "files"
STORAGES = {
    "default": {"BACKEND": "mpp.foundation.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "mpp.ui.storage.HashedStorage"
        if STATIC_IS_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

#: Documents from citizens: how much is taken, how long it is kept, and the function that gives the virus scanner.
UPLOADS_LIMITS = {
    "file_bytes": ENV.upload_max_mb * 2**20,
    "pages": ENV.upload_max_pages,
    "megapixels": ENV.upload_max_megapixels,
    "person_bytes": ENV.upload_person_mb * 2**20,
    "region_bytes": ENV.upload_region_gb * 2**30,
}
UPLOADS_RETENTION = {"decided": timedelta(days=ENV.upload_keep_days)}
UPLOADS_SCANNER = "mpp.config.wiring.scanner"

#: Functions that know what signs letters and what reads signatures (config/wiring.py).
DOCUMENTS_SIGNER = "mpp.config.wiring.signer"
DOCUMENTS_SIGNATURE_READER = "mpp.config.wiring.signature_reader"

"""What an installation must say about itself: every setting, its meaning and its default, in one table.

The fields of `Environment` are that table: programs read the object, `mpp settings` prints the page about it
(docs/reference/settings.md). Whatever is missing, unreadable or misspelt is refused at start, all of it at once.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from psycopg.conninfo import conninfo_to_dict

from mpp.config.setting import (
    Setting,
    address,
    at_least_one,
    database_address,
    folder,
    key,
    keyring,
    listening,
    number,
    one_of,
    scanner_address,
    secret,
    setting,
    web_address,
    words,
    yes_or_no,
)

#: Every name that begins so is ours; one that is not in the table is a misspelt one.
OURS = "MPP_"
DEMO_SWITCH = "MPP_DEMO"
SANDBOX_SWITCH = "MPP_SANDBOX_URL"
LISTEN_SWITCH = "MPP_LISTEN"
DEFAULT_LISTEN = "127.0.0.1:8000"


class BadSettings(Exception):
    """The environment does not describe an installation. problems: one sentence each"""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


DEMO_SANDBOX_URL = "http://127.0.0.1:8100"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """One installation. Empty text means: not used here."""

    # The installation
    demo: bool = setting(
        DEMO_SWITCH,
        "yes: a demonstration on this machine only; what is not set is made up, outside agencies are simulated.",
        read=yes_or_no,
        default="no",
    )
    public_url: str = setting(
        "MPP_PUBLIC_URL",
        "Address under which people reach the product; stands in links, QR codes and sign-in returns.",
        read=web_address,
        demo="http://localhost:{port}",
    )
    allowed_hosts: tuple[str, ...] = setting(
        "MPP_ALLOWED_HOSTS",
        "Host names that are answered, separated by commas; the host of MPP_PUBLIC_URL always is.",
        read=words,
        default="",
        demo="localhost,127.0.0.1,[::1]",
    )
    listen: tuple[str, int] = setting(
        LISTEN_SWITCH,
        "Host and port that the web process listens on, behind a proxy that speaks TLS.",
        read=listening,
        default=DEFAULT_LISTEN,
    )
    state_dir: Path = setting(
        "MPP_STATE_DIR",
        "Folder of everything that stays: the embedded database, files, logs. Back it up.",
        read=folder,
        default=".run",
    )
    trusted_proxies: int = setting(
        "MPP_TRUSTED_PROXIES",
        "How many proxies of yours stand in front; each adds the address it saw to X-Forwarded-For.",
        read=number,
        default="0",
    )
    rate_limit_factor: int = setting(
        "MPP_RATE_LIMIT_FACTOR",
        "Multiplies the rate limits (docs/reference/rate-limits.md).",
        read=number,
        default="1",
    )
    # Secrets
    secret_key: str = setting(
        "MPP_SECRET_KEY",
        "Signs sessions and links; at least 32 characters, known to nobody.",
        read=secret,
        demo="made-up-for-demonstrations-on-one-machine",
    )
    data_keys: str = setting(
        "MPP_DATA_KEYS",
        "Seal personal values: number:base64 of 32 bytes, several separated by commas, the one in use first.",
        read=keyring,
        demo=f"1:{'A' * 43}=",
    )
    index_key: str = setting(
        "MPP_INDEX_KEY",
        "Finds a sealed NIK again: base64 of 32 bytes. Must never change.",
        read=key,
        demo=f"{'B' * 42}A=",
    )
    # The database
    database_url: str = setting(
        "DATABASE_URL",
        "PostgreSQL 15 or later as the plain role, for web and worker. `mpp run` brings a server when not set.",
        read=database_address,
        demo="postgresql://mpp_app@/mpp",
    )
    database_owner_url: str = setting(
        "DATABASE_OWNER_URL",
        "Role that owns the tables, for `mpp migrate` and for tests only.",
        read=database_address,
        default="",
    )
    database_report_url: str = setting(
        "DATABASE_REPORT_URL",
        "Role that only reads, for reports.",
        read=database_address,
        default="",
    )
    database_pool: int = setting(
        "MPP_DATABASE_POOL",
        "Connections that a process shares at most; 0 for one a thread. `mpp serve` takes 4 when not set.",
        read=number,
        default="0",
    )
    # Outside systems
    sandbox_url: str = setting(
        SANDBOX_SWITCH,
        "Where the simulated agencies answer (`mpp sandbox`); the demonstration takes all addresses below from it.",
        read=web_address,
        default="",
        demo=DEMO_SANDBOX_URL,
    )
    ikd_issuer: str = setting(
        "MPP_IKD_ISSUER",
        "OpenID issuer of the digital identity (IKD).",
        read=web_address,
        demo="{sandbox}/ikd",
    )
    ikd_client_id: str = setting("MPP_IKD_CLIENT_ID", "Our name at the issuer.", demo="mpp-digital")
    ikd_client_secret: str = setting("MPP_IKD_CLIENT_SECRET", "Our password at the issuer.", demo="sandbox-secret")
    inapas_issuer: str = setting(
        "MPP_INAPAS_ISSUER",
        "OpenID issuer of a second way to sign in (INApas); not offered when empty.",
        read=web_address,
        default="",
        demo="{sandbox}/inapas",
    )
    inapas_client_id: str = setting(
        "MPP_INAPAS_CLIENT_ID", "Our name at the second issuer.", default="", demo="mpp-digital"
    )
    inapas_client_secret: str = setting(
        "MPP_INAPAS_CLIENT_SECRET", "Our password at the second issuer.", default="", demo="sandbox-secret"
    )
    dukcapil_url: str = setting(
        "MPP_DUKCAPIL_URL", "Population registry, matching by element.", read=web_address, demo="{sandbox}/dukcapil"
    )
    dukcapil_customer: str = setting("MPP_DUKCAPIL_CUSTOMER", "Our customer number there.", demo="mpp-digital")
    dukcapil_user: str = setting("MPP_DUKCAPIL_USER", "Our user there.", demo="mpp-digital")
    dukcapil_password: str = setting("MPP_DUKCAPIL_PASSWORD", "Our password there.", demo="sandbox-secret")
    dukcapil_address: str = setting(
        "MPP_DUKCAPIL_ADDRESS", "The fixed address of ours that is registered there.", demo="127.0.0.1"
    )
    face_match: str = setting(
        "MPP_FACE_MATCH",
        "What a face is compared with when signing in by NIK: `registry`, `card` (the identity card that is shown, by "
        "the extra `faces`) or `none` (that way to sign in is not offered).",
        read=one_of("registry", "card", "none"),
        default="none",
        demo="registry",
    )
    face_eyes: str = setting(
        "MPP_FACE_EYES",
        "What finds the face in a picture and sees it turn: `local` (the extra `faces`), or `registry` for a registry "
        "that offers it, as the simulated one does.",
        read=one_of("local", "registry"),
        default="local",
        demo="registry",
    )
    face_accept: int = setting(
        "MPP_FACE_ACCEPT",
        "Likeness (0-100) from which a face is accepted; the engine's own measure when not set "
        "(80 for the registry, 55 for the card).",
        read=number,
        default="0",
    )
    face_review: int = setting(
        "MPP_FACE_REVIEW",
        "Likeness from which an officer looks instead of a refusal (65 for the registry, 45 for the card).",
        read=number,
        default="0",
    )
    kki_url: str = setting(
        "MPP_KKI_URL", "Register of health professionals (STR).", read=web_address, demo="{sandbox}/kki"
    )
    satusehat_url: str = setting(
        "MPP_SATUSEHAT_URL",
        "SATUSEHAT: practitioners and facilities (FHIR R4).",
        read=web_address,
        demo="{sandbox}/satusehat",
    )
    sisdmk_url: str = setting(
        "MPP_SISDMK_URL",
        "Health workforce register: licences held, credits, report of new licences.",
        read=web_address,
        demo="{sandbox}/sisdmk",
    )
    health_client_id: str = setting("MPP_HEALTH_CLIENT_ID", "Our name at the health ministry.", demo="mpp-digital")
    health_client_secret: str = setting(
        "MPP_HEALTH_CLIENT_SECRET", "Our password at the health ministry.", demo="sandbox-secret"
    )
    source_hosts: tuple[str, ...] = setting(
        "MPP_SOURCE_HOSTS",
        "Hosts at which a region's administrator may connect a source of the region's own, by name or by an ending "
        "that begins with a dot, separated by commas.",
        read=words,
        default=".go.id",
        demo="127.0.0.1,.go.id",
    )
    clamd: str = setting(
        "MPP_CLAMD",
        "Virus scanner for documents from citizens: tcp://host:port or unix:/path of clamd; none when empty. "
        "Its definitions are the operator's to keep fresh.",
        read=scanner_address,
        default="",
        demo="tcp://{scanner}",
    )
    signer: str = setting(
        "MPP_SIGNER",
        "What signs letters: `national` for the signing service, `local` for keys of this installation (development).",
        read=one_of("national", "local"),
        default="national",
    )
    esign_url: str = setting(
        "MPP_ESIGN_URL", "Signing service shaped like BSrE.", read=web_address, demo="{sandbox}/esign"
    )
    esign_user: str = setting("MPP_ESIGN_USER", "Our user there.", demo="mpp-digital")
    esign_password: str = setting("MPP_ESIGN_PASSWORD", "Our password there.", demo="sandbox-secret")
    esign_roots: str = setting(
        "MPP_ESIGN_ROOTS",
        "Authorities under which signatures and time stamps are trusted: a PEM file, or an address that gives one.",
        demo="{sandbox}/esign/ca.pem",
    )
    tsa_url: str = setting("MPP_TSA_URL", "Time-stamp authority (RFC 3161).", read=web_address, demo="{sandbox}/tsa")
    smtp_url: str = setting(
        "MPP_SMTP_URL",
        "Mail server: smtp://host:port, smtps:// with TLS, user and password in front of the host.",
        read=address("smtp", "smtps"),
        demo="smtp://127.0.0.1:8125",
    )
    sms_url: str = setting(
        "MPP_SMS_URL",
        "Gateway for text messages; codes by SMS are not offered when empty.",
        read=web_address,
        default="",
        demo="{sandbox}/sms",
    )
    sms_user: str = setting("MPP_SMS_USER", "Our user there.", default="", demo="mpp-digital")
    sms_password: str = setting("MPP_SMS_PASSWORD", "Our password there.", default="", demo="sandbox-secret")
    mail_from: str = setting(
        "MPP_MAIL_FROM",
        "From whom e-mail comes: Name <address>.",
        demo="MPP Digital <tidak-dibalas@mpp.example>",
    )

    # Documents from citizens
    upload_max_mb: int = setting(
        "MPP_UPLOAD_MAX_MB", "Largest document taken from a citizen, in MB.", read=at_least_one, default="10"
    )
    upload_max_pages: int = setting(
        "MPP_UPLOAD_MAX_PAGES", "Most pages of a PDF from a citizen.", read=at_least_one, default="50"
    )
    upload_max_megapixels: int = setting(
        "MPP_UPLOAD_MAX_MEGAPIXELS", "Largest picture from a citizen, in megapixels.", read=at_least_one, default="100"
    )
    upload_person_mb: int = setting(
        "MPP_UPLOAD_PERSON_MB", "Room for the documents of one person, in MB.", read=at_least_one, default="100"
    )
    upload_region_gb: int = setting(
        "MPP_UPLOAD_REGION_GB", "Room for the documents given in one region, in GB.", read=at_least_one, default="100"
    )
    upload_keep_days: int = setting(
        "MPP_UPLOAD_KEEP_DAYS",
        "Days for which a document is kept after the case that rests on it was decided; your archive rule says which.",
        read=at_least_one,
        default="1825",
    )

    @property
    def database(self) -> dict[str, Any]:
        """Django's connection of this process."""
        return django_database(self.database_url, pool=self.database_pool)

    @property
    def hosts(self) -> list[str]:
        """The host names that are answered."""
        return [urlsplit(self.public_url).hostname or "", *self.allowed_hosts]


#: The table: field of `Environment` -> setting.
SETTINGS: dict[str, Setting] = {entry.name: entry.metadata["setting"] for entry in fields(Environment)}


def django_database(url: str, *, pool: int = 0) -> dict[str, Any]:
    """Return how Django connects to `url`, a libpq address such as postgresql://mpp_app:secret@host/mpp.

    pool: connections that a process shares among its threads at most; 0 for one a thread
    """
    known = conninfo_to_dict(url)
    named = {name: str(known.pop(key_word, "") or "") for name, key_word in LIBPQ.items()}
    options: dict[str, Any] = {name: value for name, value in known.items() if value is not None}
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 5}
    return {"ENGINE": "django.db.backends.postgresql", **named, "OPTIONS": {"connect_timeout": 5, **options}}


#: What Django calls a part of the address -> what libpq calls it; the other parts (sslmode ...) keep their names.
LIBPQ = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


def environment(given: Mapping[str, str] = os.environ) -> Environment:
    """Return the installation that `given` describes. Refuses: BadSettings, with every reason at once."""
    problems = [_unknown(name) for name in sorted(given) if name.startswith(OURS) and name not in _names()]
    demo = given.get(DEMO_SWITCH, "").strip() == "yes"
    values: dict[str, Any] = {}
    for attribute, row in SETTINGS.items():
        text = _text(row, given, demo=demo)
        if text is None:
            problems.append(f"{row.name} is not set. {row.meaning}")
            continue
        try:
            values[attribute] = row.read(text) if text or row.read is words else ""
        except ValueError as error:
            problems.append(f"{row.name} {error}.")
    if demo and "public_url" in values and not _is_this_machine(values["public_url"]):
        problems.append(
            f"{DEMO_SWITCH}=yes is for this machine only, its keys are known to everybody: "
            "MPP_PUBLIC_URL must lead to localhost, or all settings must be given."
        )
    if problems:
        raise BadSettings(problems)
    return Environment(**values)


def _text(row: Setting, given: Mapping[str, str], *, demo: bool) -> str | None:
    if text := given.get(row.name, "").strip():
        return text
    if demo and row.demo is not None:
        sandbox = given.get(SANDBOX_SWITCH, "").strip() or DEMO_SANDBOX_URL
        port = (given.get(LISTEN_SWITCH, "").strip() or DEFAULT_LISTEN).rpartition(":")[2]
        return row.demo.format(sandbox=sandbox.rstrip("/"), scanner=_scanner_beside(sandbox), port=port)
    return row.default


def _scanner_beside(sandbox: str) -> str:
    """Return host and port of the sandbox's virus scanner: it listens 31 ports above the agencies."""
    parts = urlsplit(sandbox)
    return f"{parts.hostname}:{(parts.port or 80) + 31}"


def state_dir(given: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of everything that stays, without asking whether the other settings are in order."""
    row = SETTINGS["state_dir"]
    return folder(_text(row, given, demo=False) or "")


def settings_page() -> str:
    """Return the page about all settings, in Markdown."""
    rows = [
        f"| `{row.name}` | {row.meaning} | {_default_words(row.default)} | {_code(row.demo)} |"
        for row in SETTINGS.values()
    ]
    return "\n".join([*PAGE_HEAD, *rows, ""])


PAGE_HEAD = [
    "# Settings",
    "",
    "Written by `mpp settings`; do not edit. Settings are read from the environment when a program starts. A name that",
    "begins with `MPP_` and is not listed here, a value that cannot be read, and a missing required one are refused,",
    "all at once, with the reason. `mpp doctor` tells what else is wrong with an installation.",
    "",
    "The last column is what `MPP_DEMO=yes` fills in where nothing else is set; `{sandbox}` is the value of",
    "`MPP_SANDBOX_URL`, `{scanner}` its virus scanner, `{port}` that of `MPP_LISTEN`. Those secrets are known to",
    "everybody, so the demonstration answers on this machine only.",
    "",
    "| name | meaning | default | demonstration |",
    "|---|---|---|---|",
]


def _default_words(default: str | None) -> str:
    return "**required**" if default is None else _code(default)


def _code(text: str | None) -> str:
    return f"`{text}`" if text else ""


def _names() -> set[str]:
    return {row.name for row in SETTINGS.values()}


def _unknown(name: str) -> str:
    near = get_close_matches(name, _names(), n=1)
    return f"{name} is no setting of MPP Digital" + (f"; is {near[0]} meant?" if near else ".")


def _is_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")

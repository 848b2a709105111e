"""What an installation must say about itself: every setting, its meaning and its default."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    secret_key: str
    state_dir: Path
    allowed_hosts: list[str]
    data_keys: str
    index_key: str
    database: dict[str, Any]


def django_database(url: str) -> dict[str, Any]:
    """Return how Django connects to `url`, a libpq address such as postgresql://mpp_app:secret@host/mpp."""
    known = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": known.get("dbname") or "",
        "USER": known.get("user") or "",
        "PASSWORD": known.get("password") or "",
        "HOST": known.get("host") or "",
        "PORT": str(known.get("port") or ""),
    }


def environment() -> Environment:
    """Return the settings of this process."""
    return Environment(
        secret_key=os.environ.get("MPP_SECRET_KEY", "only-for-development"),
        state_dir=Path(os.environ.get("MPP_STATE_DIR", ".run")).resolve(),
        allowed_hosts=["*"],
        data_keys=os.environ.get("MPP_DATA_KEYS", f"1:{'A' * 43}="),
        index_key=os.environ.get("MPP_INDEX_KEY", f"{'B' * 42}A="),
        database=django_database(os.environ.get("DATABASE_URL", "postgresql://mpp_app@/mpp")),
    )

"""What an installation must say about itself: every setting, its meaning and its default."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    secret_key: str
    state_dir: Path
    allowed_hosts: list[str]
    data_keys: str
    index_key: str
    database: dict[str, Any]


def environment() -> Environment:
    """Return the settings of this process."""
    url = urlsplit(os.environ.get("DATABASE_URL", "postgresql://mpp_app@/mpp"))
    return Environment(
        secret_key=os.environ.get("MPP_SECRET_KEY", "only-for-development"),
        state_dir=Path(os.environ.get("MPP_STATE_DIR", ".run")).resolve(),
        allowed_hosts=["*"],
        data_keys=os.environ.get("MPP_DATA_KEYS", f"1:{'A' * 43}="),
        index_key=os.environ.get("MPP_INDEX_KEY", f"{'B' * 42}A="),
        database={"ENGINE": "django.db.backends.postgresql", "NAME": url.path.lstrip("/"), "USER": url.username or ""},
    )

"""The provider's signing keys: P-256, kept in the state folder, the newest signs and all are published."""

import json
import secrets
from pathlib import Path
from threading import Lock
from typing import Any

from joserfc.jwk import ECKey, KeySet


class SigningKeys:
    """The key set in one file. Rotation keeps old keys published, as a careful provider does."""

    def __init__(self, state_dir: Path, owner: str) -> None:
        self._file = state_dir / f"{owner}-keys.json"
        self._lock = Lock()
        if self._file.exists():
            self._keys = [ECKey.import_key(key) for key in json.loads(self._file.read_text("utf-8"))["keys"]]
        else:
            self._keys = []
            self.rotate()

    def rotate(self, *, forget: bool = False) -> str:
        """Sign with a new key from now on and return its id. forget: withdraw the old ones, as after a theft"""
        key = ECKey.generate_key("P-256", {"kid": secrets.token_hex(4), "alg": "ES256", "use": "sig"}, private=True)
        with self._lock:
            self._keys = [key] if forget else [key, *self._keys]
            stored = {"keys": [each.as_dict(private=True) for each in self._keys]}
            self._file.touch(mode=0o600)
            self._file.write_text(json.dumps(stored), "utf-8")
        return str(key.kid)

    @property
    def signing(self) -> ECKey:
        """Return the key that signs now."""
        return self._keys[0]

    def public(self) -> dict[str, Any]:
        """Return the JWK set that relying parties read."""
        return {"keys": [key.as_dict(private=False) for key in self._keys]}

    def set(self) -> KeySet:
        """Return all keys, for checking what we signed earlier."""
        return KeySet(list(self._keys))

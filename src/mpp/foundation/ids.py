"""Identifiers: UUID version 7 (RFC 9562), unique nationwide and ordered by time."""

import os
import time
from uuid import UUID


def uuid7(milliseconds: int | None = None) -> UUID:
    """Return a new UUIDv7.

    milliseconds: Unix time the id sorts by; now when left out
    """
    stamp = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    value = (stamp & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10))
    # Version 7 in bits 76-79, variant 0b10 in bits 62-63.
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)

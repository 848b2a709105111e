"""Codes of an authenticator app (TOTP, RFC 6238): six digits, 30 seconds, SHA-1, as all apps know them."""

import pyotp
import segno
from pyotp.exceptions import OTPVerificationError

from mpp.identity.rules.factors import TOTP_DRIFT_STEPS

ISSUER = "MPP Digital"


def new_secret() -> str:
    """Return a secret of 160 bits, in base32."""
    return pyotp.random_base32(32)


def step_of(secret: str, code: str, *, at: float) -> int | None:
    """Return the number of the 30 seconds a code is of, now or one step off; None where it is wrong.

    code: six digits     at: Unix time
    """
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(code, for_time=at, valid_window=TOTP_DRIFT_STEPS)
    except OTPVerificationError:
        return None


def address_of(secret: str, *, account: str) -> str:
    """Return the `otpauth:` address that an app takes from the QR code. account: how the app names it"""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)


def qr_code(address: str, *, label: str) -> str:
    """Return the address as an inline SVG, dark on a light ground whatever the colours of the page."""
    return segno.make(address, error="m").svg_inline(
        omitsize=True, border=3, dark="#14213D", light="#FFFFFF", title=label, svgclass="mpp-qr", lineclass=None
    )

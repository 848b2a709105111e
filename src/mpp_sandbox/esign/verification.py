"""What the verification service says about the signatures of a PDF."""

import asyncio
import io
from typing import Any

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus

from mpp_sandbox.authority import Authority
from mpp_sandbox.esign.accounts import Refused, SigningRefused
from mpp_sandbox.stamping import trust_in


def report(pdf: bytes, authority: Authority) -> dict[str, Any]:
    """Return the service's report on `pdf`. Raises SigningRefused for what is no PDF."""
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    except (PdfError, ValueError) as error:
        raise SigningRefused(Refused.BAD_FILE) from error
    rows = []
    for signature in signatures:
        status = asyncio.run(
            async_validate_pdf_signature(
                signature, signer_validation_context=trust_in(authority), ts_validation_context=trust_in(authority)
            )
        )
        rows.append(_row(signature.field_name, status))
    return {
        "conclusion": _conclusion(rows),
        "description": "Dokumen memiliki tanda tangan elektronik" if rows else "Tidak ada tanda tangan elektronik",
        "signatureCount": len(rows),
        "signatureInformations": rows,
    }


def _conclusion(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "NO_SIGNATURE"
    return "VALID" if all(row["integrityValid"] and row["certificateTrusted"] for row in rows) else "INVALID"


def _row(field_name: str, status: PdfSignatureStatus) -> dict[str, Any]:
    certificate = status.signing_cert
    stamped = status.timestamp_validity
    signed_at = stamped.timestamp if stamped else status.signer_reported_dt
    return {
        "fieldName": field_name,
        "signerName": certificate.subject.native.get("common_name", ""),
        "signatureFormat": "PAdES-BASELINE-LT",
        "signatureAlgorithm": "ECDSA with SHA256",
        "signatureDate": signed_at.isoformat() if signed_at else None,
        "timestamped": stamped is not None,
        "integrityValid": bool(status.intact and status.valid),
        "certificateTrusted": bool(status.trusted),
        "coversWholeDocument": bool(status.bottom_line),
        "certificateDetails": [
            {
                "commonName": certificate.subject.native.get("common_name", ""),
                "issuerName": certificate.issuer.native.get("common_name", ""),
                "serialNumber": str(certificate.serial_number),
                "notBeforeDate": certificate.not_valid_before.isoformat(),
                "notAfterDate": certificate.not_valid_after.isoformat(),
            }
        ],
    }

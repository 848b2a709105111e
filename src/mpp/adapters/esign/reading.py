"""Read the signatures of a PDF that anybody may have sent.

Only byte ranges and their CMS containers are looked at, never the objects of the file: nothing is decompressed, so a
hostile file costs no more than its own length.
"""

import asyncio
import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

import structlog
from asn1crypto import cms
from cryptography import x509
from pyhanko.sign.general import find_cms_attribute_iter
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext

from mpp.adapters.esign.certificates import asn1_certificate
from mpp.documents.ports import FoundSignature

#: More signatures than this on one letter are not worth anybody's time.
MOST_SIGNATURES = 8

_BYTE_RANGE = re.compile(rb"/ByteRange\s{0,9}\[\s{0,9}0\s{1,9}(\d{1,9})\s{1,9}(\d{1,9})\s{1,9}(\d{1,9})\s{0,9}\]")

log = structlog.get_logger(__name__)


class CmsSignatureReader:
    """A `SignatureReader` that trusts the certification authorities it is given."""

    def __init__(self, roots: Iterable[x509.Certificate]) -> None:
        self._roots = [asn1_certificate(root) for root in roots]

    def signatures(self, pdf: bytes) -> Sequence[FoundSignature]:
        """Return what can be read; see `mpp.documents.ports.SignatureReader`."""
        if not pdf.startswith(b"%PDF-"):
            return ()
        found = []
        for match in list(_BYTE_RANGE.finditer(pdf))[:MOST_SIGNATURES]:
            before, behind, length = map(int, match.groups())
            try:
                signature = self._signature(pdf, before, behind, behind + length)
            except Exception as error:  # Whatever a stranger's file does to a parser, it is unreadable.
                log.info("signature-unreadable", error=type(error).__name__)
            else:
                found.append(signature)
        return tuple(found)

    def _signature(self, pdf: bytes, before: int, behind: int, end: int) -> FoundSignature:
        """Return the signature whose container lies between `before` and `behind` and which signs up to `end`."""
        if not before < behind <= end <= len(pdf):
            raise ValueError("byte range outside of the file")
        container = cms.ContentInfo.load(bytes.fromhex(pdf[before:behind].strip(b"<> \r\n").decode("ascii")))
        signed_data = container["content"]
        signed_at = _stamped_at(signed_data)
        status = asyncio.run(
            async_validate_detached_cms(
                pdf[:before] + pdf[behind:end],
                signed_data,
                signer_validation_context=self._trust(signed_at),
                ts_validation_context=self._trust(signed_at),
            )
        )
        return FoundSignature(
            signer=status.signing_cert.subject.native.get("common_name", ""),
            signed_digest=hashlib.sha256(pdf[:end]).hexdigest(),
            is_intact=status.intact and status.valid,
            is_trusted=status.trusted,
            covers_whole_file=not pdf[end:].strip(),
            signed_at=signed_at or status.signer_reported_dt,
        )

    def _trust(self, moment: datetime | None) -> ValidationContext:
        # Certificates are judged at the time of signing: a licence outlives the certificate of its signer.
        return ValidationContext(trust_roots=self._roots, moment=moment, allow_fetching=False)


def _stamped_at(signed_data: cms.SignedData) -> datetime | None:
    """Return the time in the signature's time stamp, None without one."""
    unsigned = signed_data["signer_infos"][0]["unsigned_attrs"]
    for token in find_cms_attribute_iter(unsigned, "signature_time_stamp_token"):
        moment: datetime = token["content"]["encap_content_info"]["content"].parsed["gen_time"].native
        return moment
    return None

"""PAdES signatures that leave a PDF/A-3 and PDF/UA-1 letter what it is."""

import io

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext

FIELD_NAME = "TandaTangan1"

#: Bytes of room for the signature. Without it pyhanko makes a second one each time, only to see how long it is.
#: Certificates of P-256 are small; a time stamp may bring the authority's chain of large RSA certificates.
_ROOM, _ROOM_WITH_STAMP = 4 * 1024, 12 * 1024


class ArchiveWriter(IncrementalPdfFileWriter):
    """Append to a PDF/A-3 file, and change nothing of what the file says about itself.

    pyhanko raises the version for elliptic curves (ISO/TS 32002), but PDF/A-3 is bound to PDF 1.7 (ISO 19005-3, 6.1.2).
    The extension is still named in the catalogue, which is how 1.7 announces one. It would also write the metadata
    anew, where PDF/A and PDF/UA are claimed.
    """

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Keep the version of the file, whatever is asked for."""

    def _update_meta(self) -> None:
        """Keep the metadata of the file."""


def append_signature(
    pdf: bytes,
    signer: Signer,
    *,
    reason: str,
    name: str,
    timestamper: TimeStamper | None = None,
    long_term: ValidationContext | None = None,
) -> bytes:
    """Return `pdf` with one signature appended: B-B; with `timestamper` B-T; with `long_term` as well B-LT.

    long_term: trust roots and revocation lists of signer and authority, to be put into the file for the years to come
    """
    metadata = PdfSignatureMetadata(
        field_name=FIELD_NAME,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        name=name,
        embed_validation_info=long_term is not None,
        validation_context=long_term,
        # In the signed revision itself, so that the signature still covers the whole file.
        dss_settings=DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE),
    )
    field = SigFieldSpec(
        FIELD_NAME,
        # The last page: it has links, so it already has the tab order that PDF/UA asks of pages with annotations.
        on_page=-1,
        # Printable for PDF/A, outside of the page for PDF/UA: an invisible field pleases both in no other way.
        invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
        readable_field_name="Tanda tangan elektronik",
    )
    writer = ArchiveWriter(io.BytesIO(pdf))
    out = io.BytesIO()
    PdfSigner(metadata, signer=signer, timestamper=timestamper, new_field_spec=field).sign_pdf(
        writer,
        output=out,
        # Counted in hexadecimal digits, as it stands in the file.
        bytes_reserved=2 * (_ROOM_WITH_STAMP if timestamper else _ROOM),
    )
    return out.getvalue()

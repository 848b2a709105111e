"""PAdES signatures, B-LT with a time stamp, that leave a PDF/A-3 what it is."""

import io

import segno
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.stamp import StaticStampStyle

from mpp_sandbox.authority import Authority
from mpp_sandbox.esign.accounts import Holder, Refused, SigningRefused
from mpp_sandbox.esign.wishes import Look, Wish
from mpp_sandbox.stamping import Stamper, signer_with, trust_in


class Pdf17Writer(IncrementalPdfFileWriter):
    """Appends without raising the version.

    pyhanko raises it to 2.0 for elliptic curves, which PDF/A-3 forbids (ISO 19005-3, 6.1.2); it would also write new
    metadata over the ones where the file claims to be PDF/A.
    """

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Keep the version of the file."""

    def _update_meta(self) -> None:
        """Keep the metadata of the file."""


class PadesSigner:
    """Signs with the authority's keys and time stamps."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._stamper = Stamper(authority)

    def sign(self, pdf: bytes, holder: Holder, wish: Wish) -> bytes:
        """Return `pdf` with a signature of `holder` appended. Raises SigningRefused for what is no PDF."""
        credential = self._authority.credential(holder.name, holder=holder.holder, title=holder.title)
        try:
            earlier = len(list(enumerate_sig_fields(PdfFileReader(io.BytesIO(pdf)))))
            name = f"Signature{earlier + 1}"
            signer = PdfSigner(
                self._metadata(name, holder, wish),
                signer=signer_with(credential, self._authority),
                timestamper=self._stamper,
                stamp_style=_stamp(wish.look) if wish.look else None,
                new_field_spec=_field(name, wish.look),
            )
            out = io.BytesIO()
            signer.sign_pdf(Pdf17Writer(io.BytesIO(pdf)), output=out)
        except (PdfError, SigningError, ValueError) as error:
            raise SigningRefused(Refused.BAD_FILE) from error
        return out.getvalue()

    def _metadata(self, name: str, holder: Holder, wish: Wish) -> PdfSignatureMetadata:
        return PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=holder.holder,
            reason=wish.reason or None,
            location=wish.location or None,
            contact_info=wish.contact or None,
            embed_validation_info=True,
            validation_context=trust_in(self._authority),
            # Inside the signed revision, so that the signature covers the whole file.
            dss_settings=DSSContentSettings(
                include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
            ),
        )


def _field(name: str, look: Look | None) -> SigFieldSpec:
    if look is None:
        # Printable for PDF/A, outside of the page for PDF/UA.
        return SigFieldSpec(
            name,
            on_page=-1,
            invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
            readable_field_name="Tanda tangan elektronik",
        )
    return SigFieldSpec(
        name,
        on_page=look.page - 1,
        box=(round(look.x), round(look.y), round(look.x + look.width), round(look.y + look.height)),
        readable_field_name="Tanda tangan elektronik",
    )


def _stamp(look: Look) -> StaticStampStyle:
    """Return a drawing without fonts, which a PDF/A would want embedded."""
    if look.link:
        rows = [list(row) for row in segno.make(look.link, error="m").matrix_iter(border=1)]
        side = len(rows)
        squares = [f"{x} {side - 1 - y} 1 1 re" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
        drawing, width, height = " ".join([*squares, "f"]), side, side
    else:
        width, height = round(look.width), round(look.height)
        drawing = f"1 w 1 1 {width - 2} {height - 2} re S"
    content = RawContent(f"q 0 0 0 rg {drawing} Q".encode(), box=BoxConstraints(width=width, height=height))
    return StaticStampStyle(background=content, border_width=0)

"""Documents that break something or are made to do harm, and pictures that lie: the one place where tests find them."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from mpp.uploads.fakes import EICAR
from mpp.uploads.tests.builders import a_pdf, a_picture

#: A photograph of a telephone, made from a drawn page: it lies on its side, with place, time and device inside.
HEIC = Path(__file__).parent / "data" / "halaman-miring.heic"

type Change = Callable[[pikepdf.Pdf], object]


# PDFs that do more than show pages


def a_pdf_with(change: Change) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    change(document)
    out = io.BytesIO()
    # What is folded stays folded as it was made.
    document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def with_annotation(**entries: object) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries)])

    return change


def with_root(**entries: object) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            document.Root[f"/{key}"] = value

    return change


def with_attachment(document: pikepdf.Pdf) -> None:
    document.attachments["nota.txt"] = b"inside"


def hidden_in_an_object(document: pikepdf.Pdf) -> None:
    """Nothing leads to it from the catalogue; a reader that repairs files may find it all the same."""
    document.Root.Keep = document.make_indirect(Array([Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))]))


#: What a PDF may do by itself, in all the places where it can stand.
ACTIVE: Mapping[str, Change] = {
    "script": with_root(OpenAction=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
    "named-script": with_root(
        Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), Dictionary(S=Name.JavaScript)])))
    ),
    "hidden-script": hidden_in_an_object,
    "script-at-closing": with_root(AA=Dictionary(WC=Dictionary(S=Name.JavaScript))),
    "launch": with_root(OpenAction=Dictionary(S=Name.Launch, F=String("cmd.exe"))),
    "launch-by-link": with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("a.exe"))),
    "sends-a-form": with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F=String("http://x"))),
    "xfa": with_root(AcroForm=Dictionary(XFA=String("<xdp/>"), Fields=Array())),
    "rich-media": with_annotation(Subtype=Name.RichMedia),
    "screen": with_annotation(Subtype=Name.Screen),
}


# Bombs: small here, and large for whoever opens them


@cache
def zeros(size_bytes: int) -> bytes:
    """So many zeros, as small as they become; made without ever being there."""
    packer = zlib.compressobj(1)
    piece = bytes(2**20)
    return b"".join(packer.compress(piece) for _ in range(size_bytes // len(piece))) + packer.flush()


def a_zip(name: str = "a.txt", text: bytes = b"a") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return out.getvalue()


def a_zip_bomb() -> bytes:
    """An archive of archives: 16 times 16 MB out of some kilobytes."""
    inner, out = a_zip("0", bytes(2**24)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(16):
            archive.writestr(f"{number}.zip", inner)
    return out.getvalue()


def a_png_bomb(side: int = 40_000) -> bytes:
    """A PNG of 40,000 by 40,000 pixels: a few kilobytes, and 4.8 GB unfolded."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)

    header = side.to_bytes(4) + side.to_bytes(4) + bytes((8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zeros(2**20)) + chunk(b"IEND", b"")


def a_folded_page(*, size_bytes: int = 144 * 2**20, times: int = 1) -> bytes:
    """A PDF whose page is drawn by so many zeros. times: how often they are folded"""
    folded = zeros(size_bytes)
    for _ in range(times - 1):
        folded = zlib.compress(folded, 9)

    def change(document: pikepdf.Pdf) -> None:
        page = Stream(document, folded)
        page.Filter = Array([Name.FlateDecode] * times)
        document.pages[0].Contents = page

    return a_pdf_with(change)


def a_page_of_pixels(side: int = 40_000) -> bytes:
    """A PDF that shows one picture of 40,000 by 40,000 pixels."""

    def change(document: pikepdf.Pdf) -> None:
        picture = Stream(document, zeros(2**20))
        picture.Filter, picture.ColorSpace, picture.BitsPerComponent = Name.FlateDecode, Name.DeviceRGB, 8
        picture.Type, picture.Subtype, picture.Width, picture.Height = Name.XObject, Name.Image, side, side
        document.pages[0].Resources = Dictionary(XObject=Dictionary(A=picture))

    return a_pdf_with(change)


def many_pages(pages: int, *, said: int | None = None) -> bytes:
    """A PDF of so many pages, each an object of its own. said: how many it says it has"""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, pages + 3))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/MediaBox[0 0 9 9]/Kids[%s]>>" % (pages if said is None else said, kids),
        *[b"<</Type/Page/Parent 2 0 R>>"] * pages,
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, end)
    return bytes(out)


# Pictures that say something wrong, or too much, of themselves


def a_photo(*, orientation: int = 1, secret: bytes = b"", preview_bytes: int = 0) -> bytes:
    """A page of 900 by 800 points, black on the left above, taken with a telephone in a certain place.

    orientation: as EXIF says it, right or wrong     secret: a comment     preview_bytes: of a small picture inside
    """
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Telepon Contoh"
    exif.get_ifd(0x8825)[1] = "S"
    exif.get_ifd(0x8825)[2] = (7.0, 22.0, 11.0)
    seen = Image.new("RGB", (900, 800), "white")
    seen.paste("black", (0, 0, 450, 400))
    out = io.BytesIO()
    seen.save(out, "JPEG", exif=exif, comment=secret)
    # Application segments hold 64 kB each; readers look for previews in them.
    preview = b"\xff\xef\xff\xff" + bytes(0xFFFD)
    return out.getvalue()[:2] + preview * (preview_bytes // 0xFFFD) + out.getvalue()[2:]


def a_jpeg_around(data: bytes) -> bytes:
    """A photograph that carries another document in a comment, and once more behind its end."""
    photo = a_photo()
    carried = data[:0xFFF0]
    return photo[:2] + b"\xff\xfe" + (len(carried) + 2).to_bytes(2) + carried + photo[2:] + data


@dataclass(frozen=True, slots=True)
class Bad:
    """A document that is refused. reason: code of `eforms.texts`"""

    make: Callable[[], bytes]
    reason: str


BAD: Mapping[str, Bad] = {
    "empty": Bad(lambda: b"", "file-empty"),
    "program": Bad(lambda: b"MZ\x90\x00" + bytes(100), "file-unknown"),
    "page-of-the-web": Bad(lambda: b"<html>%PDF-1.7</html>", "file-unknown"),
    "drawing-with-script": Bad(lambda: b"<svg><script>alert(1)</script></svg>", "file-unknown"),
    "gif": Bad(lambda: b"GIF89a" + bytes(40), "file-unknown"),
    "zip-bomb": Bad(a_zip_bomb, "file-unknown"),
    "no-pdf": Bad(lambda: b"%PDF-1.7\n" + bytes(100), "file-damaged"),
    "no-heic": Bad(lambda: b"\0\0\0\x18ftypheic" + bytes(200), "file-damaged"),
    "jpeg-called-png": Bad(lambda: b"\x89PNG\r\n\x1a\n" + a_picture("JPEG"), "file-damaged"),
    "cut-pdf": Bad(lambda: a_pdf(pages=3)[:-200], "file-damaged"),
    "cut-jpeg": Bad(lambda: a_picture("JPEG")[:5000], "file-damaged"),
    "cut-png": Bad(lambda: a_picture("PNG")[:-5000], "file-damaged"),
    "cut-heic": Bad(lambda: HEIC.read_bytes()[:-300], "file-damaged"),
    "locked": Bad(lambda: a_pdf(password="x"), "file-locked"),
    "locked-by-owner": Bad(lambda: a_pdf(owner_password="x"), "file-locked"),
    "script": Bad(lambda: a_pdf_with(ACTIVE["script"]), "file-active"),
    "hidden-script": Bad(lambda: a_pdf_with(ACTIVE["hidden-script"]), "file-active"),
    "launch": Bad(lambda: a_pdf_with(ACTIVE["launch"]), "file-active"),
    "carries-a-file": Bad(lambda: a_pdf_with(with_attachment), "file-carries-files"),
    "pdf-and-archive": Bad(lambda: a_pdf() + a_zip(), "file-two-kinds"),
    "pdf-and-page": Bad(lambda: a_pdf().replace(b"\n", b"\n%<html><script>alert(1)</script>\n", 1), "file-two-kinds"),
    "pdf-and-program": Bad(lambda: a_pdf() + b"MZ program", "file-two-kinds"),
    "pdf-and-photo": Bad(lambda: a_pdf() + a_picture("JPEG", (9, 9)), "file-two-kinds"),
    "51-pages": Bad(lambda: a_pdf(pages=51), "file-too-many-pages"),
    "100000-pages": Bad(lambda: many_pages(100_000), "file-too-many-pages"),
    "pages-not-said": Bad(lambda: many_pages(1000, said=1), "file-too-many-pages"),
    "folded-page": Bad(a_folded_page, "file-too-complex"),
    "twice-folded-page": Bad(lambda: a_folded_page(times=2), "file-too-complex"),
    "pdf-of-pixels": Bad(a_page_of_pixels, "file-too-many-pixels"),
    "png-bomb": Bad(a_png_bomb, "file-too-many-pixels"),
}

#: What only a virus scanner finds.
INFECTED = Bad(lambda: a_pdf()[:-6] + EICAR + b"\n%%EOF\n", "file-infected")

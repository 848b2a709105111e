"""What documents are taken, told by what stands in them: honest ones, and those made to do harm."""

import io
import os
import subprocess
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageFilter

from mpp.uploads.examination.look import examine
from mpp.uploads.examination.run import examined
from mpp.uploads.examination.verdict import Bounds, Found, Unfit
from mpp.uploads.tests.builders import a_pdf, a_picture

BOUNDS = Bounds()


def reason_of(data: bytes, bounds: Bounds = BOUNDS) -> str:
    verdict = examine(data, bounds)
    assert isinstance(verdict, Unfit), "it was taken"
    return verdict.reason


def found(data: bytes, bounds: Bounds = BOUNDS) -> Found:
    verdict = examine(data, bounds)
    assert isinstance(verdict, Found), verdict
    return verdict


def a_pdf_with(change) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_annotation(**entries):
    def change(document):
        document.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries)])

    return change


def with_root(**entries):
    def change(document):
        for key, value in entries.items():
            document.Root[f"/{key}"] = value

    return change


def with_attachment(document):
    document.attachments["nota.txt"] = b"inside"


def hidden_in_an_object(document):
    """Nothing leads to it from the catalogue; a reader that repairs files may find it all the same."""
    document.Root.Keep = document.make_indirect(Array([Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))]))


@pytest.mark.parametrize(
    "change",
    [
        with_root(OpenAction=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        with_root(OpenAction=Dictionary(S=Name.Launch, F=String("cmd.exe"))),
        with_root(AA=Dictionary(WC=Dictionary(S=Name.JavaScript))),
        with_root(Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), Dictionary(S=Name.JavaScript)])))),
        with_root(AcroForm=Dictionary(XFA=String("<xdp/>"), Fields=Array())),
        with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("a.exe"))),
        with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F=String("http://x"))),
        with_annotation(Subtype=Name.RichMedia),
        with_annotation(Subtype=Name.Screen),
        hidden_in_an_object,
    ],
)
def test_a_pdf_that_does_anything_by_itself_is_refused(change):
    assert reason_of(a_pdf_with(change)) == "file-active"


def test_a_pdf_that_carries_files_is_refused():
    assert reason_of(a_pdf_with(with_attachment)) == "file-carries-files"


@pytest.mark.parametrize(
    "change",
    [
        lambda document: None,
        lambda document: with_root(OpenAction=Array([document.pages[0].obj, Name.Fit]))(document),
        lambda document: with_root(OpenAction=Dictionary(S=Name.GoTo, D=Array([document.pages[0].obj, Name.Fit])))(
            document
        ),
        with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org"))),
    ],
    ids=["plain", "opens-at", "goes-to", "links"],
)
def test_a_pdf_that_only_shows_pages_is_kept_byte_for_byte(change):
    data = a_pdf_with(change)
    assert found(data).data == data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "file-empty"),
        (b"MZ\x90\x00" + bytes(100), "file-unknown"),
        (b"<html>%PDF-1.7</html>", "file-unknown"),
        (b"GIF89a" + bytes(40), "file-unknown"),
        (b"%PDF-1.7\n" + bytes(100), "file-damaged"),
        (a_pdf(pages=3)[:-200], "file-damaged"),
        (a_pdf(password="x"), "file-locked"),
        (a_pdf(owner_password="x"), "file-locked"),
        (a_picture("JPEG")[:5000], "file-damaged"),
        (a_picture("PNG")[:-5000], "file-damaged"),
        (b"\x89PNG\r\n\x1a\n" + a_picture("JPEG"), "file-damaged"),
        (b"\0\0\0\x18ftypheic" + bytes(200), "file-damaged"),
    ],
    ids=[
        "empty",
        "program",
        "page",
        "gif",
        "no-pdf",
        "cut-pdf",
        "locked",
        "owner-locked",
        "cut-jpeg",
        "cut-png",
        "jpeg-as-png",
        "no-heic",
    ],
)
def test_what_is_no_such_document_is_refused_by_its_reason(data, reason):
    assert reason_of(data) == reason


def a_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [a_pdf() + a_zip(), a_pdf().replace(b"\n", b"\n%<html><script>alert(1)</script>\n", 1), a_pdf() + b"MZ program"],
    ids=["archive", "page", "program"],
)
def test_a_pdf_that_is_something_else_too_is_refused(data):
    assert reason_of(data) in {"file-two-kinds", "file-damaged"}


def test_a_picture_that_is_something_else_too_is_only_a_picture_afterwards():
    data = a_picture("JPEG") + a_zip()
    kept = found(data).data
    assert not zipfile.is_zipfile(io.BytesIO(kept))


def test_too_many_pages_are_refused_before_they_are_looked_at():
    assert reason_of(a_pdf(pages=51)) == "file-too-many-pages"
    claims = a_pdf().replace(b"/Count 1", b"/Count 100000")
    assert reason_of(claims) in {"file-too-many-pages", "file-damaged"}


def test_a_picture_too_large_to_unfold_is_not_unfolded():
    """A PNG of 40,000 by 40,000 pixels is 2 MB of zeros, and 4.8 GB unfolded."""
    assert reason_of(a_picture("PNG"), Bounds(megapixels=0)) == "file-too-many-pixels"
    assert reason_of(a_png_bomb()) == "file-too-many-pixels"


def a_png_bomb(side: int = 40_000) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)

    header = side.to_bytes(4) + side.to_bytes(4) + bytes((8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(10**6)))
        + chunk(b"IEND", b"")
    )


# What comes out of a picture


def test_a_photograph_stands_upright_and_says_nothing_of_place_and_device():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "Telepon rahasia"
    exif.get_ifd(0x8825)[1] = "S"
    taken = Image.new("RGB", (900, 800), "white")
    taken.paste("black", (0, 0, 450, 400))
    out = io.BytesIO()
    taken.save(out, "JPEG", exif=exif, comment=b"rahasia")
    kept = Image.open(io.BytesIO(found(out.getvalue()).data))
    assert kept.size == (800, 900)
    assert kept.getpixel((700, 100))[0] < 60, "what was on the left above is on the right above"
    assert not kept.getexif()
    assert b"rahasia" not in found(out.getvalue()).data


@pytest.mark.parametrize("orientation", [0, 9, 255])
def test_a_wrong_orientation_does_no_harm(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    Image.effect_noise((900, 800), 90).convert("RGB").save(out, "JPEG", exif=exif)
    assert found(out.getvalue()).kind == "jpeg"


def test_what_is_transparent_becomes_paper():
    out = io.BytesIO()
    Image.new("RGBA", (900, 800), (0, 0, 0, 0)).save(out, "PNG")
    assert Image.open(io.BytesIO(found(out.getvalue()).data)).getpixel((5, 5)) == (255, 255, 255)


def test_a_large_photograph_becomes_as_large_as_can_be_read():
    assert max(Image.open(io.BytesIO(found(a_picture("JPEG", (5000, 300))).data)).size) == 3200


def test_what_is_hard_to_read_is_said_and_never_refused():
    sharp = Image.effect_noise((1000, 800), 90).convert("RGB")
    pictures = {
        (): sharp,
        ("blurred",): sharp.filter(ImageFilter.GaussianBlur(12)),
        ("dark",): sharp.point(lambda value: value // 8),
        ("small",): sharp.crop((0, 0, 600, 500)),
    }
    for hints, picture in pictures.items():
        out = io.BytesIO()
        picture.save(out, "PNG")
        assert found(out.getvalue()).hints == hints


# The process of its own


def test_the_process_says_the_same_as_the_function():
    data = a_pdf(pages=2)
    assert examined(data, BOUNDS) == found(data)
    assert examined(b"MZ", BOUNDS) == Unfit("file-unknown")


def test_a_document_that_takes_too_long_or_too_much_brings_only_its_own_process_down():
    endless = a_pdf(pages=2000)
    assert examined(endless, Bounds(pages=10**6, seconds=0)) == Unfit("file-too-complex")
    huge = io.BytesIO()
    Image.new("RGB", (9500, 9500)).save(huge, "PNG")
    assert examined(huge.getvalue(), Bounds(memory_bytes=400 * 2**20)) == Unfit("file-too-complex")


def test_no_secret_of_ours_stands_where_a_strangers_bytes_are_read(monkeypatch):
    seen = {}

    def run(command, **given):
        seen.update(given)
        return subprocess.CompletedProcess(command, 0, b'{"reason": "file-unknown"}\n', b"")

    monkeypatch.setenv("MPP_DATA_KEYS", "secret")
    monkeypatch.setattr(subprocess, "run", run)
    examined(b"x", BOUNDS)
    assert "MPP_DATA_KEYS" in os.environ
    assert set(seen["env"]) == {"LC_ALL"}


# A photograph of a telephone, made from a drawn page: HEIC, lying on its side, with place, time and device inside


def test_a_photograph_of_a_telephone_becomes_an_upright_jpeg_that_tells_nothing_else():
    data = (Path(__file__).parent / "data" / "halaman-miring.heic").read_bytes()
    assert b"Telepon Contoh" in data, "the photograph says which device made it"
    taken = found(data)
    written = Image.open(io.BytesIO(taken.data))
    assert (taken.kind, written.format) == ("jpeg", "JPEG")
    assert written.size == (640, 900)
    red, green, blue = written.getpixel((320, 40))
    assert red > 150 > green, "its red head is on top"
    assert blue < 100
    assert not written.getexif()
    assert b"Telepon Contoh" not in taken.data

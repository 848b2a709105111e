"""Programs of others agree: the signature is valid, covers the whole file and hangs from our authority."""

import re
import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from mpp.adapters.esign.development_keys import DevelopmentKeys
from mpp.adapters.esign.local import LocalSigner
from mpp.documents.letters.render import render
from mpp.documents.ports import SigningAuthority
from mpp.documents.tests.builders import AN_IDENTIFICATION, NOON, a_licence


def needs(program: str):
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not on this machine")


def says(*command) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.fixture
def signed(tmp_path):
    keys = DevelopmentKeys(tmp_path / "esign")
    seal = SigningAuthority(credential="seal", name="DPMPTSP Kota Banjar", capacity="")
    letter = render(a_licence(), AN_IDENTIFICATION, now=NOON)
    file = tmp_path / "surat.pdf"
    file.write_bytes(LocalSigner(keys).sign(letter, reference="1", authority=seal, passphrase=None))
    (tmp_path / "root.pem").write_bytes(keys.root().public_bytes(Encoding.PEM))
    return file


@needs("openssl")
def test_openssl_verifies_the_signature_over_both_ranges(signed):
    pdf = signed.read_bytes()
    _, before, behind, length = map(int, re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)", pdf).groups())
    assert behind + length == len(pdf)
    container, content = signed.with_suffix(".der"), signed.with_suffix(".bin")
    container.write_bytes(bytes.fromhex(pdf[before + 1 : behind - 1].decode()))
    content.write_bytes(pdf[:before] + pdf[behind:])
    verify = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", container, "-content", content]
    trust = ["-CAfile", signed.parent / "root.pem", "-purpose", "any", "-out", "/dev/null"]
    assert "successful" in says(*verify, *trust).lower()
    content.write_bytes(content.read_bytes().replace(b"/Count 1", b"/Count 2"))
    assert "successful" not in says(*verify, *trust).lower()


@needs("pdfsig")
def test_pdfsig_finds_one_valid_signature_on_the_whole_document(signed):
    said = says("pdfsig", "-nocert", signed)
    for part in ("ETSI.CAdES.detached", "Total document signed", "Signature is Valid"):
        assert part in said
    assert "Signature #2" not in said


@needs("pdfinfo")
def test_the_signed_file_is_still_pdf_1_7(signed):
    assert re.search(r"PDF version:\s+1\.7", says("pdfinfo", signed))

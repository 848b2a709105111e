"""What the signatures of a file say, whoever sent it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mpp.adapters.esign.development_keys import DevelopmentKeys
from mpp.adapters.esign.local import LocalSigner
from mpp.adapters.esign.reading import MOST_SIGNATURES, CmsSignatureReader
from mpp.documents.letters.render import render
from mpp.documents.ports import SigningAuthority
from mpp.documents.rules import digest_of
from mpp.documents.tests.builders import AN_IDENTIFICATION, NOON, a_licence

SEAL = SigningAuthority(credential="seal", name="DPMPTSP Kota Banjar", capacity="")


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> DevelopmentKeys:
    return DevelopmentKeys(tmp_path_factory.mktemp("esign"))


@pytest.fixture(scope="module")
def reader(keys) -> CmsSignatureReader:
    return CmsSignatureReader([keys.root()])


@pytest.fixture(scope="module")
def signed(keys) -> bytes:
    letter = render(a_licence(), AN_IDENTIFICATION, now=NOON)
    return LocalSigner(keys).sign(letter, reference="1", authority=SEAL, passphrase=None)


def test_a_changed_letter_is_not_intact(reader, signed):
    changed = signed.replace(b"/Lang (id", b"/Lang (en", 1)
    assert changed != signed
    assert [found.is_intact for found in reader.signatures(changed)] == [False]


def test_something_added_behind_does_not_hide_what_was_signed(reader, signed):
    [found] = reader.signatures(signed + b"\n99 0 obj\n<< >>\nendobj\n")
    assert found.is_intact
    assert not found.covers_whole_file
    assert found.signed_digest == digest_of(signed)


def test_a_stranger_s_signature_is_intact_but_not_trusted(signed, tmp_path):
    [found] = CmsSignatureReader([DevelopmentKeys(tmp_path).root()]).signatures(signed)
    assert found.is_intact
    assert not found.is_trusted


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"GIF89a",
        b"%PDF-1.7\n/ByteRange [0 10 20 999999]",
        b"%PDF-1.7\n/ByteRange [0 12 30 10] <308006092a864886f7> trailer",
        b"%PDF-1.7\n" + b"/ByteRange [0 5 6 7]" * (MOST_SIGNATURES + 1),
    ],
)
def test_what_is_no_signed_pdf_has_no_signatures(reader, file):
    assert reader.signatures(file) == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(where=st.floats(0, 1, exclude_max=True), letter=st.integers(1, 255))
def test_no_changed_byte_passes_as_the_signed_file(reader, signed, where, letter):
    place = int(where * len(signed))
    changed = bytearray(signed)
    changed[place] ^= letter
    for found in reader.signatures(bytes(changed)):
        assert found.signed_digest != digest_of(signed)

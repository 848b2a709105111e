"""One contract for every `Signer`: the fake that other tests use, a local key, and both versions of the service."""

import io
import logging
import pickle

import pypdf
import pytest

from mpp.adapters.esign.bsre import BsreSettings, BsreSigner
from mpp.adapters.esign.development_keys import DevelopmentKeys
from mpp.adapters.esign.local import TRIES, LocalSigner
from mpp.adapters.esign.reading import CmsSignatureReader
from mpp.adapters.esign.tests.authorities import SigningService, TimeStampAuthority
from mpp.adapters.timestamp.client import HttpTimeStamper
from mpp.documents.letters.render import render
from mpp.documents.ports import Passphrase, SignerLocked, SignerUnavailable, SigningAuthority, WrongPassphrase
from mpp.documents.rules import digest_of
from mpp.documents.tests.builders import AN_IDENTIFICATION, NOON, a_licence
from mpp.documents.tests.fakes import FakeSigner

RIGHT = Passphrase(FakeSigner.PASSPHRASE)
WRONG = Passphrase("rahasia-salah")
HEAD = SigningAuthority(nik="3279011203700001", name="Raden Contoh Wibisana", capacity="Plt. Kepala Dinas")
SEAL = SigningAuthority(credential="seal-dpmptsp-banjar", name="DPMPTSP Kota Banjar", capacity="")


@pytest.fixture(scope="module")
def letter() -> bytes:
    return render(a_licence(), AN_IDENTIFICATION, now=NOON)


@pytest.fixture
def keys(tmp_path) -> DevelopmentKeys:
    return DevelopmentKeys(tmp_path / "esign")


def service_signer(keys, **options) -> tuple[BsreSigner, SigningService]:
    service = SigningService(LocalSigner(keys), **options)
    settings = BsreSettings(url="http://esign.test/esign", client=service.CLIENT, secret=service.SECRET)
    return BsreSigner(settings, CmsSignatureReader([keys.root()]), transport=service.transport), service


@pytest.fixture(params=["fake", "local", "service-2", "service-1"])
def signer(request, keys):
    match request.param:
        case "fake":
            return FakeSigner()
        case "local":
            return LocalSigner(keys)
        case "service-2":
            return service_signer(keys)[0]
        case "service-1":
            return service_signer(keys, speaks_version_2=False)[0]


def sign(signer, letter, *, passphrase=RIGHT, authority=HEAD) -> bytes:
    return signer.sign(letter, reference=AN_IDENTIFICATION.number, authority=authority, passphrase=passphrase)


def test_the_letter_stays_the_beginning_of_the_signed_file(signer, letter):
    signed = sign(signer, letter)
    assert signed.startswith(letter)
    assert len(signed) > len(letter)


def test_it_may_be_asked_twice(signer, letter):
    assert sign(signer, letter).startswith(letter)
    assert sign(signer, letter).startswith(letter)


def test_a_wrong_passphrase_is_told_and_the_right_one_still_signs(signer, letter):
    sign(signer, letter)
    with pytest.raises(WrongPassphrase):
        sign(signer, letter, passphrase=WRONG)
    assert sign(signer, letter).startswith(letter)


def test_too_many_wrong_passphrases_lock_the_signer(signer, letter):
    sign(signer, letter)
    for _ in range(TRIES):
        with pytest.raises((WrongPassphrase, SignerLocked)):
            sign(signer, letter, passphrase=WRONG)
    with pytest.raises(SignerLocked):
        sign(signer, letter)


def test_the_passphrase_is_in_no_log_and_no_error(signer, letter, caplog):
    caplog.set_level(logging.DEBUG)
    sign(signer, letter)
    with pytest.raises(WrongPassphrase) as refusal:
        sign(signer, letter, passphrase=WRONG)
    said = caplog.text + repr(refusal.value) + repr(refusal.value.__dict__) + repr(WRONG)
    assert WRONG.reveal() not in said
    assert RIGHT.reveal() not in said


@pytest.fixture(params=["local", "service-2", "service-1"])
def true_signer(request, keys):
    return {
        "local": lambda: LocalSigner(keys),
        "service-2": lambda: service_signer(keys)[0],
        "service-1": lambda: service_signer(keys, speaks_version_2=False)[0],
    }[request.param]()


def test_the_signature_covers_the_whole_file_and_is_trusted(true_signer, letter, keys):
    signed = sign(true_signer, letter)
    [found] = CmsSignatureReader([keys.root()]).signatures(signed)
    assert found.is_intact
    assert found.covers_whole_file
    assert found.is_trusted
    assert found.signed_digest == digest_of(signed)


def test_the_signed_letter_is_pades_and_still_an_archive_file(true_signer, letter):
    reader = pypdf.PdfReader(io.BytesIO(sign(true_signer, letter)))
    catalogue = reader.trailer["/Root"]
    metadata = catalogue["/Metadata"].get_data().decode()
    field = catalogue["/AcroForm"]["/Fields"][0].get_object()
    assert field["/V"]["/SubFilter"] == "/ETSI.CAdES.detached"
    assert reader.pdf_header == "%PDF-1.7"
    assert "/Version" not in catalogue
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert field["/F"] & 4, "PDF/A wants every annotation printable"
    assert all(corner < 0 for corner in field["/Rect"]), "PDF/UA wants an untagged annotation outside of the page"
    assert reader.pages[-1]["/Tabs"] == "/S"


def test_a_seal_needs_no_passphrase(letter, keys):
    signed = sign(LocalSigner(keys), letter, authority=SEAL, passphrase=None)
    assert CmsSignatureReader([keys.root()]).signatures(signed)[0].signer == "DPMPTSP Kota Banjar"


def test_a_seal_cannot_be_had_with_a_passphrase_nor_a_person_without(letter, keys):
    signer = LocalSigner(keys)
    sign(signer, letter, authority=SEAL, passphrase=None)
    sign(signer, letter)
    for authority, passphrase in ((SEAL, RIGHT), (HEAD, None)):
        with pytest.raises(WrongPassphrase):
            sign(signer, letter, authority=authority, passphrase=passphrase)


# The time-stamp authority


@pytest.fixture(scope="module")
def authority() -> TimeStampAuthority:
    return TimeStampAuthority()


@pytest.fixture
def stamping(keys, authority):
    authority.is_down = False
    stamper = HttpTimeStamper("http://tsa.test/", transport=authority.transport)
    return LocalSigner(keys, timestamper=stamper, authorities=[authority.certificate], is_long_term=True)


def test_a_stamped_signature_carries_the_time_of_the_authority(stamping, letter, keys, authority):
    [found] = CmsSignatureReader([keys.root(), authority.certificate]).signatures(sign(stamping, letter))
    assert found.is_intact
    assert found.covers_whole_file
    assert found.signed_at is not None


def test_a_long_term_signature_brings_its_revocation_lists(stamping, letter):
    catalogue = pypdf.PdfReader(io.BytesIO(sign(stamping, letter))).trailer["/Root"]
    assert catalogue["/DSS"]["/CRLs"]
    assert len(catalogue["/DSS"]["/Certs"]) >= 2


def test_a_dead_authority_means_that_nobody_can_sign_now(stamping, letter, authority):
    authority.is_down = True
    with pytest.raises(SignerUnavailable):
        sign(stamping, letter)
    with pytest.raises(SignerUnavailable):
        stamping.check()


# The service when it is not itself


def test_a_dead_service_says_so(keys, letter):
    signer, service = service_signer(keys)
    service.is_down = True
    with pytest.raises(SignerUnavailable):
        sign(signer, letter)
    with pytest.raises(SignerUnavailable):
        signer.check()


def test_a_file_that_we_did_not_send_is_no_signature(keys, letter):
    signer, service = service_signer(keys)
    service.answers_nonsense = True
    with pytest.raises(SignerUnavailable):
        sign(signer, letter)


def test_the_older_version_is_asked_directly_once_it_is_known(keys, letter):
    signer, service = service_signer(keys, speaks_version_2=False)
    sign(signer, letter)
    sign(signer, letter)
    assert service.paths == ["/esign/api/v2/sign/pdf", "/esign/api/sign/pdf", "/esign/api/sign/pdf"]


# Passphrases


def test_a_passphrase_is_never_written_down():
    with pytest.raises(TypeError):
        pickle.dumps(RIGHT)
    assert "rahasia" not in f"{RIGHT} {RIGHT!r} {[RIGHT]}"

"""The contract of the `Signer` port over real HTTP: the signing service and the time-stamp authority of the sandbox.

The same contract runs without a network in `mpp/adapters/esign/tests/test_signers.py`: fake, local key, recorded shape.
"""

import pytest

from mpp.adapters.esign.bsre import BsreSettings, BsreSigner
from mpp.adapters.esign.certificates import certificates_at
from mpp.adapters.esign.development_keys import DevelopmentKeys
from mpp.adapters.esign.local import TRIES, LocalSigner
from mpp.adapters.esign.reading import CmsSignatureReader
from mpp.adapters.timestamp.client import HttpTimeStamper
from mpp.documents.letters.render import render
from mpp.documents.ports import Passphrase, SignerLocked, SignerUnavailable, SigningAuthority, WrongPassphrase
from mpp.documents.rules import digest_of
from mpp.documents.tests.builders import AN_IDENTIFICATION, NOON, a_licence
from tests.contracts.conftest import NAME, SECRET

RIGHT, WRONG = Passphrase("dpmptsp-banjar"), Passphrase("salah")
SEAL = SigningAuthority(credential="dpmptsp-kota-banjar", name="DPMPTSP Kota Banjar", capacity="")


@pytest.fixture(scope="module")
def letter() -> bytes:
    return render(a_licence(), AN_IDENTIFICATION, now=NOON)


@pytest.fixture
def head(outside) -> SigningAuthority:
    officer = outside.person("banjar-kepala-dpmptsp")
    return SigningAuthority(nik=officer.nik, name=officer.name, capacity="Kepala Dinas")


@pytest.fixture
def reader(outside) -> CmsSignatureReader:
    return CmsSignatureReader(certificates_at(f"{outside.url}/esign/ca.pem"))


@pytest.fixture
def signer(outside, reader) -> BsreSigner:
    return BsreSigner(BsreSettings(url=f"{outside.url}/esign", client=NAME, secret=SECRET), reader)


def sign(signer, letter, authority, passphrase=RIGHT) -> bytes:
    return signer.sign(letter, reference=AN_IDENTIFICATION.number, authority=authority, passphrase=passphrase)


def test_the_service_signs_what_it_was_sent(signer, reader, letter, head):
    signed = sign(signer, letter, head)
    [found] = reader.signatures(signed)
    assert signed.startswith(letter)
    assert (found.is_intact, found.is_trusted, found.covers_whole_file) == (True, True, True)
    assert (found.signer, found.signed_digest) == (head.name, digest_of(signed))
    assert found.signed_at is not None


def test_the_seal_of_an_institution_needs_no_passphrase(signer, reader, letter, outside):
    [found] = reader.signatures(sign(signer, letter, SEAL, passphrase=None))
    assert found.is_trusted


def test_a_wrong_passphrase_is_told_and_too_many_lock(signer, letter, outside):
    officer = outside.person("bangli-kepala-dpmptsp")
    authority = SigningAuthority(nik=officer.nik, name=officer.name, capacity="")
    for _ in range(TRIES):
        with pytest.raises((WrongPassphrase, SignerLocked)):
            sign(signer, letter, authority, WRONG)
    with pytest.raises(SignerLocked):
        sign(signer, letter, authority, Passphrase("dpmptsp-bangli"))


@pytest.mark.parametrize(
    "switch",
    [{"down": "closed"}, {"down": "503"}, {"over_quota": True}]
    + [{"wrong": wrong} for wrong in ("html", "half", "redirect", "other-person")],
    ids=str,
)
def test_a_service_that_is_not_itself_signs_nothing(signer, letter, head, outside, switch):
    outside.set("esign", **switch)
    with pytest.raises(SignerUnavailable):
        sign(signer, letter, head)


@pytest.fixture
def stamped_locally(outside, tmp_path):
    keys = DevelopmentKeys(tmp_path)
    stamper = HttpTimeStamper(f"{outside.url}/tsa")
    return LocalSigner(keys, timestamper=stamper), CmsSignatureReader(
        [keys.root(), *certificates_at(f"{outside.url}/esign/ca.pem")]
    )


def test_a_local_signature_is_stamped_by_the_authority(stamped_locally, letter, head):
    signer, reader = stamped_locally
    [found] = reader.signatures(sign(signer, letter, head))
    assert (found.is_intact, found.is_trusted) == (True, True)
    assert found.signed_at is not None


@pytest.mark.parametrize("switch", [{"down": "closed"}, {"down": "503"}, {"wrong": "html"}, {"wrong": "half"}], ids=str)
def test_without_a_time_stamp_there_is_no_signature(stamped_locally, letter, head, outside, switch):
    outside.set("tsa", **switch)
    with pytest.raises(SignerUnavailable):
        sign(stamped_locally[0], letter, head)

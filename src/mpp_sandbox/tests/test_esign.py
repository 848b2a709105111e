"""BSrE and the time-stamp authority over HTTP, with real signatures."""

import base64
import hashlib
import re
import subprocess

import httpx
import pytest
import typst
from asn1crypto import algos, tsp

from mpp_sandbox.tsa import Rejection

HEAD = "dpmptsp-banjar"
SECRET = ("mpp-digital", "sandbox-secret")


@pytest.fixture(scope="session")
def letter():
    source = b'#set document(title: "Surat")\n#set text(lang: "id")\n= Surat Izin\nIsi surat.'
    return typst.compile(source, pdf_standards=["a-3b"])


@pytest.fixture
def bsre(outside):
    with httpx.Client(base_url=f"{outside.url}/esign", auth=SECRET, timeout=20) as client:
        yield client
    for key in ("banjar-kepala-dpmptsp", "banjar-kepala-dinkes"):
        httpx.post(f"{outside.url}/switches/esign/unlock/{outside.person(key).nik}")


@pytest.fixture
def head(outside):
    return outside.person("banjar-kepala-dpmptsp").nik


def sign(bsre, letter, nik, passphrase=HEAD, **properties):
    return bsre.post(
        "/api/v2/sign/pdf",
        json={
            "nik": nik,
            "passphrase": passphrase,
            "signatureProperties": [{"tampilan": "INVISIBLE", "reason": "440/1", **properties}],
            "file": [base64.b64encode(letter).decode()],
        },
    )


def test_a_signature_is_appended_and_can_be_checked(bsre, letter, head):
    reply = sign(bsre, letter, head)
    assert reply.status_code == 200, reply.text
    signed = base64.b64decode(reply.json()["file"][0])
    assert signed.startswith(letter)
    told = bsre.post("/api/v2/verify/pdf", json={"file": base64.b64encode(signed).decode()}).json()
    (row,) = told["signatureInformations"]
    assert told["conclusion"] == "VALID"
    assert (row["signerName"], row["timestamped"]) == ("Tati Sumiati", True)


def test_a_letter_stays_pdf_1_7(bsre, letter, head):
    added = base64.b64decode(sign(bsre, letter, head).json()["file"][0])[len(letter) :]
    assert b"/Version" not in added
    assert b"/Metadata" not in re.sub(rb"/Metadata \d+ 0 R", b"", added)


def test_a_changed_letter_is_found_out(bsre, letter, head):
    signed = bytearray(base64.b64decode(sign(bsre, letter, head).json()["file"][0]))
    place = signed.index(b"/Title")
    signed[place + 8] ^= 1
    told = bsre.post("/api/v2/verify/pdf", json={"file": base64.b64encode(signed).decode()}).json()
    assert told["conclusion"] == "INVALID"


def test_version_1_takes_a_form_and_gives_the_file_with_its_id(bsre, letter, head):
    form = {"nik": head, "passphrase": HEAD, "tampilan": "visible", "page": "1", "linkQR": "http://127.0.0.1/v/1"}
    reply = bsre.post("/api/sign/pdf", data=form, files={"file": ("surat.pdf", letter, "application/pdf")})
    assert reply.headers["content-type"] == "application/pdf"
    assert bsre.get(f"/api/sign/download/{reply.headers['id_dokumen']}").content == reply.content
    told = bsre.post("/api/sign/verify", files={"signed_file": ("surat.pdf", reply.content)}).json()
    assert told["conclusion"] == "VALID"


def test_five_wrong_passphrases_lock_until_the_help_desk_unlocks(bsre, letter, outside):
    nik = outside.person("banjar-kepala-dinkes").nik
    codes = [sign(bsre, letter, nik, "salah").json()["status_code"] for _ in range(5)]
    assert codes == [2031, 2031, 2031, 2031, 2032]
    locked = sign(bsre, letter, nik, "dinkes-banjar")
    assert (locked.status_code, locked.json()["status_code"]) == (400, 2032)
    httpx.post(f"{outside.url}/switches/esign/unlock/{nik}")
    assert sign(bsre, letter, nik, "dinkes-banjar").status_code == 200


def test_a_wrong_passphrase_is_answered_as_client_code_expects(bsre, letter, head):
    reply = sign(bsre, letter, head, "salah")
    assert (reply.status_code, reply.json()) == (400, {"status_code": 2031, "error": "Passphrase anda salah"})


def test_strangers_broken_files_and_bad_certificates_are_refused(bsre, letter, outside, head):
    assert sign(bsre, letter, outside.person("neneng").nik).json()["status_code"] == 2011
    assert sign(bsre, b"no pdf", head).json()["status_code"] == 2001
    assert httpx.post(f"{outside.url}/esign/api/v2/sign/pdf", json={}).status_code == 401
    httpx.put(f"{outside.url}/switches/esign/status/{head}", json={"status": "EXPIRED"})
    assert bsre.get(f"/api/user/status/{head}").json()["status"] == "EXPIRED"
    assert sign(bsre, letter, head).json()["status_code"] == 2021
    httpx.put(f"{outside.url}/switches/esign/status/{head}", json={"status": "ISSUE"})
    told = bsre.post("/api/v2/user/check/status", json={"nik": head}).json()
    assert (told["status_code"], told["status"]) == (1111, "ISSUE")


def test_a_seal_is_opened_once_by_a_one_time_code(bsre, letter):
    who = {"idSubscriber": "dpmptsp-kota-banjar"}
    totp = bsre.post("/api/v2/seal/get/totp", json=who).json()["totp"]
    asked = {**who, "totp": totp, "file": [base64.b64encode(letter).decode()]}
    sealed = bsre.post("/api/v2/seal/pdf", json=asked).json()["file"][0]
    told = bsre.post("/api/v2/verify/pdf", json={"file": sealed}).json()
    assert told["signatureInformations"][0]["signerName"] == "DPMPTSP Kota Banjar"
    assert bsre.post("/api/v2/seal/pdf", json=asked).json()["status_code"] == 2033


def test_a_wrong_service_signs_with_somebody_elses_certificate(bsre, letter, head, outside):
    outside.set("esign", wrong="other-person", times=1)
    signed = sign(bsre, letter, head).json()["file"][0]
    told = bsre.post("/api/v2/verify/pdf", json={"file": signed}).json()
    assert told["signatureInformations"][0]["signerName"] == "Orang Lain"


def stamp_request(data=b"a signature", algorithm="sha256"):
    digest = hashlib.new(algorithm, data).digest()
    imprint = tsp.MessageImprint(
        {"hash_algorithm": algos.DigestAlgorithm({"algorithm": algorithm}), "hashed_message": digest}
    )
    return tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "nonce": 42, "cert_req": True}).dump()


def ask_stamp(outside, request):
    return httpx.post(f"{outside.url}/tsa", content=request, headers={"Content-Type": "application/timestamp-query"})


def test_openssl_accepts_a_time_stamp(outside, tmp_path):
    files = {name: tmp_path / name for name in ("query", "reply", "ca.pem")}
    files["query"].write_bytes(stamp_request())
    reply = ask_stamp(outside, files["query"].read_bytes())
    assert reply.headers["content-type"] == "application/timestamp-reply"
    files["reply"].write_bytes(reply.content)
    files["ca.pem"].write_bytes(httpx.get(f"{outside.url}/esign/ca.pem").content)
    told = subprocess.run(
        ["openssl", "ts", "-verify", "-queryfile", files["query"], "-in", files["reply"], "-CAfile", files["ca.pem"]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize(
    "request_bytes", [b"no request", stamp_request(algorithm="md5")], ids=["no request", "weak algorithm"]
)
def test_a_bad_stamp_request_is_rejected_in_the_protocols_own_words(outside, request_bytes):
    answer = Rejection.load(ask_stamp(outside, request_bytes).content, strict=True)
    assert answer["status"]["status"].native == "rejection"


def test_a_wrong_authority_stamps_something_else(outside):
    outside.set("tsa", wrong="other-person")
    answer = tsp.TimeStampResp.load(ask_stamp(outside, stamp_request()).content)
    stamped = answer["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    assert stamped["message_imprint"]["hashed_message"].native != hashlib.sha256(b"a signature").digest()

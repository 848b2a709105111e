"""tus 1.0 over HTTP: pieces, offsets, a line that breaks, two lines at once, another person's address."""

import base64
import hashlib
import socket
import threading
import time

import pytest
from django.db import connections

from mpp.tenancy.tests.builders import a_region
from mpp.uploads.tests.builders import a_pdf
from mpp.uploads.tests.line import COLLECTION, PIECE, TUS, Line, metadata
from tests.support.signed_in import signed_in

NIK, ANOTHER_NIK = "3279025708940001", "3279026508950002"


@pytest.fixture
def browser(db):
    a_region("kota-banjar")
    return signed_in(NIK)


def begun(browser, size: int, name: str = "ijazah.pdf"):
    said = {"Upload-Length": str(size), "Upload-Metadata": metadata(name)}
    return browser.post(COLLECTION, content_type=PIECE, headers=TUS | said)


def patched(browser, path: str, data: bytes, offset: int, **headers: str):
    given = TUS | {"Upload-Offset": str(offset)} | {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.patch(path, data=data, content_type=PIECE, headers=given)


def test_it_says_what_it_can(browser):
    said = browser.options(COLLECTION)
    assert said.status_code == 204
    assert said["Tus-Version"] == "1.0.0"
    assert set(said["Tus-Extension"].split(",")) == {"creation", "expiration", "termination", "checksum"}
    assert said["Tus-Max-Size"] == str(10 * 2**20)
    assert "sha1" in said["Tus-Checksum-Algorithm"].split(",")


def test_a_document_comes_in_pieces_and_says_each_time_how_much_is_there(browser):
    data = a_pdf(pages=4)
    made = begun(browser, len(data))
    assert made.status_code == 201
    path, half = made["Location"], len(data) // 2
    assert made["Upload-Expires"].endswith("GMT")
    there = browser.head(path, headers=TUS)
    assert (there["Upload-Offset"], there["Upload-Length"]) == ("0", str(len(data)))
    assert there["Cache-Control"] == "no-store"
    first = patched(browser, path, data[:half], 0)
    assert (first.status_code, first["Upload-Offset"]) == (204, str(half))
    assert "Upload-Expires" in first
    last = patched(browser, path, data[half:], half)
    assert (last.status_code, last["Upload-Offset"]) == (204, str(len(data)))
    assert browser.get(f"{path}/keadaan")["X-Upload-State"] == "quarantined"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 400),
        ({"Upload-Length": "0"}, 400),
        ({"Upload-Length": "-5"}, 400),
        ({"Upload-Length": "1e9"}, 400),
        ({"Upload-Defer-Length": "1"}, 400),
        ({"Upload-Length": str(10 * 2**30)}, 413),
        ({"Upload-Length": "100", "Tus-Resumable": "0.2.2"}, 412),
    ],
)
def test_what_cannot_be_begun_is_refused_by_the_statuses_of_the_protocol(browser, headers, status):
    answer = browser.post(COLLECTION, content_type=PIECE, headers=TUS | headers)
    assert answer.status_code == status
    assert answer["Tus-Resumable"] == "1.0.0"


def test_pieces_that_do_not_fit_change_nothing(browser):
    path = begun(browser, 1000)["Location"]
    piece = b"%PDF-1.7".ljust(100)
    assert patched(browser, path, piece, 50).status_code == 409
    assert patched(browser, path, b"%PDF".ljust(1001), 0).status_code == 413
    assert (
        browser.patch(path, data=piece, content_type="text/plain", headers=TUS | {"Upload-Offset": "0"}).status_code
        == 415
    )
    assert browser.patch(path, data=piece, content_type=PIECE, headers=TUS).status_code == 400
    assert patched(browser, path, piece, 0, Upload_Checksum="md5 AAAA").status_code == 400
    assert patched(browser, path, piece, 0, Upload_Checksum="sha1 AAAA").status_code == 460
    assert browser.head(path, headers=TUS)["Upload-Offset"] == "0"
    digest = base64.b64encode(hashlib.sha1(piece).digest()).decode()
    assert patched(browser, path, piece, 0, Upload_Checksum=f"sha1 {digest}")["Upload-Offset"] == "100"


def test_what_begins_as_no_document_is_given_up_at_once(browser):
    path = begun(browser, 1000)["Location"]
    assert patched(browser, path, b"MZ".ljust(100), 0).content == b"file-unknown"
    assert browser.head(path, headers=TUS).status_code == 404


def test_an_upload_can_be_given_up_and_is_gone(browser):
    path = begun(browser, 1000)["Location"]
    assert browser.delete(path, headers=TUS).status_code == 204
    assert browser.head(path, headers=TUS).status_code == 404
    assert patched(browser, path, b"%PDF", 0).status_code == 404


def test_the_address_of_somebody_else_leads_nowhere(browser):
    path = begun(browser, 1000)["Location"]
    stranger = signed_in(ANOTHER_NIK)
    assert stranger.head(path, headers=TUS).status_code == 404
    assert patched(stranger, path, b"%PDF", 0).status_code == 404
    assert stranger.delete(path, headers=TUS).status_code == 404
    assert stranger.get(f"{path}/keadaan").status_code == 404
    assert browser.head(path, headers=TUS)["Upload-Offset"] == "0"


# A real server, real lines


@pytest.fixture
def line(address, a_store_of_its_own):
    """Somebody signed in, at the other end."""
    return Line.of(signed_in(NIK), address)


def test_what_came_before_the_line_broke_is_kept_and_the_rest_follows(line):
    data = a_pdf() + b"%" * 300_000 + b"\n%%EOF\n"
    path = line.begun(len(data)).headers["Location"]
    host, port = line.place
    with socket.create_connection((host, port)) as broken:
        head = "".join(f"{name}: {value}\r\n" for name, value in line.always.items())
        broken.sendall(
            f"PATCH {path} HTTP/1.1\r\nHost: {host}:{port}\r\n{head}Content-Type: {PIECE}\r\n"
            f"Upload-Offset: 0\r\nContent-Length: {len(data)}\r\n\r\n".encode()
        )
        broken.sendall(data[:120_000])
    there = 0
    for _ in range(100):
        there = int(line.asked("HEAD", path).headers["Upload-Offset"])
        if there:
            break
        time.sleep(0.1)
    assert 0 < there <= 120_000
    answer = line.bring(path, data[there:], there)
    assert (answer.status, answer.headers["Upload-Offset"]) == (204, str(len(data)))


def test_two_lines_that_bring_one_piece_leave_it_there_once(line):
    data = a_pdf(pages=2)
    path = line.begun(len(data)).headers["Location"]
    answers = []

    def bring():
        answers.append(line.bring(path, data).status)
        connections.close_all()

    threads = [threading.Thread(target=bring) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [204, 409, 409, 409]
    assert line.asked("HEAD", path).headers["Upload-Offset"] == str(len(data))

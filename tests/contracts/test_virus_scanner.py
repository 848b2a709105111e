"""The virus scanner: the fake, and the adapter that speaks to a simulated clamd over its socket."""

import pytest

from mpp.adapters.virus_scanner import ClamdScanner, ClamdSettings
from mpp.uploads.fakes import EICAR, FakeScanner
from mpp.uploads.ports import Scanned, ScannerUnavailable

LARGE = bytes(300_000)


def over_the_socket(outside) -> ClamdScanner:
    return ClamdScanner(ClamdSettings(address=f"tcp://127.0.0.1:{outside.clamd_port}", timeout_seconds=2))


@pytest.fixture(params=["fake", "clamd"])
def scanner(request, outside):
    return FakeScanner() if request.param == "fake" else over_the_socket(outside)


@pytest.mark.parametrize("data", [b"x", LARGE], ids=["small", "in pieces"])
def test_nothing_is_found_in_a_harmless_document(scanner, data):
    assert scanner.scan(data) == Scanned()


@pytest.mark.parametrize("before", [b"", LARGE], ids=["alone", "at the end"])
def test_the_test_text_is_found_wherever_it_stands(scanner, before):
    assert scanner.scan(before + EICAR).found == "Eicar-Test-Signature"


def test_it_names_its_engine(scanner):
    assert scanner.version().startswith("ClamAV")


@pytest.mark.parametrize(
    "trouble", [{"down": "closed"}, {"slow_ms": 5000}, {"wrong": "half"}, {"wrong": "html"}], ids=str
)
def test_whatever_is_no_answer_never_passes_for_clean(outside, trouble):
    outside.set("clamd", **trouble)
    with pytest.raises(ScannerUnavailable):
        over_the_socket(outside).scan(b"x")
    outside.reset()
    assert over_the_socket(outside).scan(b"x") == Scanned()


def test_nobody_listening_is_said_as_such():
    for address in ("tcp://127.0.0.1:9", "unix:/nowhere/clamd.sock"):
        with pytest.raises(ScannerUnavailable):
            ClamdScanner(ClamdSettings(address=address, timeout_seconds=1)).version()


def test_what_is_larger_than_the_scanner_takes_is_not_clean(outside):
    with pytest.raises(ScannerUnavailable):
        over_the_socket(outside).scan(bytes(26 * 2**20))

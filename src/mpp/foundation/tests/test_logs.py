import io
import json
import logging
from uuid import uuid4

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from mpp.foundation import logs
from mpp.foundation.ids import uuid7


@pytest.fixture
def written():
    """Return a function that gives the log lines written so far; the root logger is put back afterwards."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    logs.configure(stream=stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in logs.LEVELS:
        logging.getLogger(name).setLevel(logging.NOTSET)
    structlog.contextvars.clear_contextvars()
    structlog.reset_defaults()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("NIK 3171014101900001 tidak dikenal", "NIK 3171********0001 tidak dikenal"),
        ("nik=3171 0141 0190 0001", "nik=3171********0001"),
        ("317101.410190.0001", "3171********0001"),
        ("317101-410190-0001.", "3171********0001."),
        ("surat ke siti.aminah@contoh.example gagal", "surat ke [e-mail] gagal"),
        ("telp 0812-3456-7890", "telp [phone]"),
        ("+6281234567890", "[phone]"),
        ("permohonan 3279-SIPP-202611-0000AB", "permohonan 3279-SIPP-202611-0000AB"),
        ("12345678901234567", "12345678901234567"),
    ],
)
def test_personal_data_inside_a_text_is_masked(text, shown):
    assert logs.masked(text) == shown


@given(st.integers(0, 10**16 - 1), st.text(alphabet=st.characters(exclude_categories=["Nd"]), max_size=20))
def test_no_nik_survives_wherever_it_stands(number, around):
    nik = f"{number:016d}"
    assert nik not in logs.masked(around + nik + around)


def test_identifiers_stay_readable():
    for each in [str(uuid7()) for _ in range(200)] + [str(uuid4()), "01985632-0812-7123-8123-081234567890"]:
        assert logs.masked(each) == each


def test_values_under_telling_keys_are_dropped_at_every_depth(written):
    structlog.get_logger("mpp").info(
        "sign",
        passphrase="rahasia",
        signer={"nik": 3171014101900001, "name": "Siti"},
        letters=[{"access_token": "abc"}],
    )
    (line,) = written()
    assert line["passphrase"] == "[hidden]"
    assert line["signer"] == {"nik": "[hidden]", "name": "[hidden]"}
    assert line["letters"] == [{"access_token": "[hidden]"}]


def test_lines_of_libraries_and_tracebacks_pass_the_same_filter(written):
    try:
        raise ValueError("3171014101900001")
    except ValueError:
        logging.getLogger("library").exception("failed for %s", "siti@contoh.example")
    (line,) = written()
    assert line["event"] == "failed for [e-mail]"
    assert "3171014101900001" not in line["exception"]


def test_the_reference_of_a_request_stands_on_every_line_also_on_those_of_libraries(written):
    structlog.contextvars.clear_contextvars()  # a request leaves its reference to the next one of the thread
    with structlog.contextvars.bound_contextvars(reference="K7F3-9CX2QP"):
        structlog.get_logger("mpp").info("one")
        logging.getLogger("library").warning("two")
    structlog.get_logger("mpp").info("three")
    told = [(line["event"], line.get("reference")) for line in written()]
    assert told == [("one", "K7F3-9CX2QP"), ("two", "K7F3-9CX2QP"), ("three", None)]


def test_the_addresses_that_are_asked_are_not_told(written):
    logging.getLogger("httpx").info("HTTP Request: GET https://kki.example/str?nik=3171014101900001")
    assert written() == []


def test_numbers_stay_numbers_unless_they_are_a_nik(written):
    structlog.get_logger("mpp").info("n", count=3, ratio=0.5, whose=3171014101900001)
    (line,) = written()
    assert (line["count"], line["ratio"], line["whose"]) == (3, 0.5, "3171********0001")

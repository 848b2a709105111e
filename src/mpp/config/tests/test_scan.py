"""`mpp scan` over a region at work: nothing lies in clear, and whatever is planted is found."""

import psycopg
import pytest

from mpp.applications.tests.builders import NURSE, a_nurse, a_verified_case, an_office
from mpp.config.scan import scan
from mpp.foundation import looks
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.foundation.looks import Opened
from mpp.privacy.operations.ask_for_copy import ask_for_copy
from mpp.privacy.tasks import make_copy

STRANGER = "3205126708850003"  # nobody's here, but written like a NIK


@pytest.fixture
def installation(cloned_database, settings, tmp_path):
    """An office has looked at a case, a copy of all data lies ready; the address of the owner, and the folder."""
    settings.MEDIA_ROOT = tmp_path / "files"
    office = an_office()
    settings.EVIDENCE_SOURCES = lambda region_id: office.registries.as_sources()
    nurse = a_nurse(office)
    case = a_verified_case(office, nurse)
    looks.note(
        Opened.CASE, case.application_id, of=nurse.person_id, actor=office.clerk, now=utc_now(), basis=f"ST {NURSE}"
    )
    copy_id = uuid7()
    ask_for_copy(copy_id=copy_id, language="id", actor=nurse, now=utc_now())
    make_copy(str(copy_id), str(nurse.person_id))
    return cloned_database.owner_url, tmp_path


@pytest.fixture
def plant(installation):
    def statement(text):
        with psycopg.connect(installation[0], autocommit=True) as owner:
            owner.execute("SET mpp.operation = 'tests.plant'")
            assert owner.execute(text).rowcount > 0

    return statement


def test_nothing_lies_in_clear_and_whatever_is_planted_is_found_and_told_masked(installation, plant, capsys):
    url, folder = installation
    assert scan(url, folder=folder) == 0
    told = capsys.readouterr().out
    assert "none in clear" in told
    assert " 0 files" not in told

    plant(f"UPDATE application SET applicant_name = 'Neneng {NURSE}'")
    plant(f"UPDATE identity_session SET device = '{STRANGER[:6]} {STRANGER[6:12]} {STRANGER[12:]}'")
    plant(f"UPDATE procrastinate_jobs SET args = jsonb_build_object('nik', '{NURSE}')")
    plant(f"UPDATE evidence_attribute SET value_sealed = convert_to('{NURSE}', 'UTF8')")
    (folder / "mpp.log").write_text(f"signed in: {NURSE}\n")
    assert scan(url, folder=folder) == 1
    told = capsys.readouterr().out
    for where in (
        "application.applicant_name",
        "identity_session.device",
        "procrastinate_jobs.args",
        "evidence_attribute.value_sealed",
        "mpp.log",
    ):
        assert f"  {where}: " in told, where
    assert "by its form" in told
    assert NURSE not in told
    assert STRANGER not in told


def test_a_nik_across_two_portions_of_a_file_is_found(installation, monkeypatch, capsys):
    url, folder = installation
    monkeypatch.setattr("mpp.config.scan.PORTION", 100)
    (folder / "big.bin").write_bytes(b"\xff" * 93 + NURSE.encode() + b"\xff" * 93)
    assert scan(url, folder=folder) == 1
    assert "big.bin" in capsys.readouterr().out


@pytest.mark.parametrize(
    "number", ["9999999999999999", "3279023108940001" + "1", "0000000000000000", "3200121708940001"]
)
def test_a_number_that_cannot_be_a_nik_is_none(installation, number):
    url, folder = installation
    (folder / "numbers.txt").write_text(f"account {number}")
    assert scan(url, folder=folder) == 0

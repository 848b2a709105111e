"""`mpp provenance`: where the values of a letter come from, told to operators."""

import pytest

from mpp.applications.tests.builders import NAMES, NURSE, an_issued_case
from mpp.applications.tests.conftest import nurse as nurse
from mpp.applications.tests.conftest import office as office  # the office that issues it
from mpp.applications.tests.conftest import signer as signer
from mpp.config.provenance import tell
from mpp.documents.queries import document_of

pytestmark = pytest.mark.django_db


def test_operators_ask_by_number_and_are_shown_no_values(office, nurse, capsys):
    application_id = an_issued_case(office, nurse)
    number = document_of(application_id, actor=nurse).number
    assert tell(number) == 0
    told = capsys.readouterr().out
    assert "registration_number  kki, " in told
    assert "for prefill, by public_task" in told
    assert NAMES[NURSE] not in told
    assert tell("503/9999/NONE/2026") == 1

import pytest

from mpp.catalogue.checker import Known, check
from mpp.catalogue.definition import Sector
from mpp.catalogue.files import read_definitions
from mpp.catalogue.life_events import LIFE_EVENT_SLUGS
from mpp.catalogue.parse import definition_of
from mpp.catalogue.tests.builders import KNOWN, SEEDS

DATA = read_definitions(SEEDS)
DEFINITIONS = [definition_of(data) for data in DATA.values()]


def test_the_national_catalogue_passes_its_checker():
    known = Known(
        roles=KNOWN.roles,
        templates=KNOWN.templates,
        number_format_problems=lambda number_format: (),
    )
    assert [str(finding) for finding in check(DATA, known)] == []


def test_it_holds_31_licences_and_8_civil_registration_services():
    sectors = [definition.sector for definition in DEFINITIONS]
    assert (sectors.count(Sector.SIP_NAKES), sectors.count(Sector.ADMINDUK)) == (31, 8)


@pytest.mark.parametrize("definition", [d for d in DEFINITIONS if d.sector is Sector.SIP_NAKES], ids=lambda d: d.slug)
def test_every_licence_follows_the_law_of_all(definition):
    assert definition.clock.working_days == 5
    assert definition.clock.when_overdue == "auto_issue"
    assert (definition.fee_idr, definition.validity.years, definition.max_places) == (0, 5, 3)
    assert [step.role for step in definition.steps] == ["verifikator_dpmptsp", "verifikator_dinkes", "kepala_dpmptsp"]
    assert definition.slug == f"sip-{definition.profession}"


def test_what_nobody_verified_is_marked():
    older = [d for d in DEFINITIONS if d.sector is Sector.SIP_NAKES and not d.legal_basis[-1].verified]
    assert older, "the older rules of the professions are listed, as unverified"
    assert all("practice_modes" in d.unverified for d in DEFINITIONS if d.sector is Sector.SIP_NAKES)
    assert all("clock.while_silent" in d.unverified for d in DEFINITIONS if d.clock)
    assert all("fee_idr" in d.unverified for d in DEFINITIONS if d.sector is Sector.ADMINDUK)


def test_every_life_event_leads_somewhere():
    used = {event for definition in DEFINITIONS for event in definition.life_events}
    assert used == LIFE_EVENT_SLUGS

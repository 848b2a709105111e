"""A relative acts for somebody: whose case it is, who did it, where it is told, and where it ends."""

import json

import pytest
from django.db import connection

from mpp.applications.queries.tracking import own_cases
from mpp.applications.rules import State
from mpp.applications.tests.acting import a_mandate, a_service_for_agents, acting_by
from mpp.applications.tests.builders import ANOTHER_NURSE, NAMES, NURSE, SERVICE, a_draft, a_nurse, the_case
from mpp.applications.tests.walking import FIRST, a_citizen, text
from mpp.foundation import ratelimit
from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now
from mpp.foundation.scope import entered
from mpp.mandates.operations.answer_mandate import end
from mpp.mandates.queries import own_mandates, uses
from mpp.mandates.rules import Act, number_of

pytestmark = pytest.mark.django_db
AGENT_NAME, HER_NAME = NAMES[ANOTHER_NURSE], NAMES[NURSE]


@pytest.fixture(autouse=True)
def full_buckets():
    ratelimit.buckets.forget()


@pytest.fixture
def agent(office):
    return a_nurse(office, ANOTHER_NURSE)


@pytest.fixture
def mandate_id(agent, nurse):
    a_service_for_agents("relative")
    return a_mandate(agent, nurse)


def handed_in_by_the_agent(mandate_id):
    walker = acting_by(mandate_id)
    walker.begin()
    walker.fill_all(FIRST)
    sent = walker.hand_in()
    assert sent.status_code == 302, text(sent)
    return walker


def test_what_the_agent_hands_in_is_the_principal_s_case(office, nurse, agent, mandate_id):
    walker = handed_in_by_the_agent(mandate_id)
    [own] = own_cases(actor=nurse)
    assert (str(own.application_id), own.state) == (walker.id, State.SUBMITTED)
    assert own_cases(actor=agent) == ()
    case = the_case(own.application_id, region_id=office.region.id).case
    assert (case.person_id, case.applicant_name) == (nurse.person_id, HER_NAME)


def test_every_page_says_for_whom_and_by_whom(office, nurse, mandate_id):
    walker = handed_in_by_the_agent(mandate_id)
    said = f"{AGENT_NAME} untuk {HER_NAME}, kuasa {number_of(mandate_id)}"
    assert f"Anda bertindak untuk {HER_NAME}" in text(walker.get())
    hers = a_citizen(NURSE)
    hers.base = walker.base
    for page in ("", "isi"):
        assert said in text(hers.get(page)), page
        assert "Anda bertindak untuk" not in text(hers.get(page))
    looked = text(hers.browser.get("/akun/siapa-melihat"))
    assert f"{AGENT_NAME}, {number_of(mandate_id)}" in looked
    assert "Untuk Anda, dengan kuasa." in looked


def test_the_audit_line_names_agent_principal_and_mandate(office, nurse, agent, mandate_id):
    walker = handed_in_by_the_agent(mandate_id)
    with entered(system(office.region.id)), connection.cursor() as cursor:
        cursor.execute("SELECT line FROM audit_line WHERE chain_id = %s ORDER BY seq DESC LIMIT 1", [walker.id])
        line = json.loads(cursor.fetchone()[0])
    assert (line["op"], line["person"]) == ("applications.submit", str(agent.person_id))
    assert (line["behalf"], line["mandate"]) == (str(nurse.person_id), str(mandate_id))


def test_the_principal_sees_every_use(nurse, mandate_id):
    handed_in_by_the_agent(mandate_id)
    [mandate] = own_mandates(actor=nurse)
    assert {each.act for each in uses(mandate, actor=nurse)} == {
        "mandates.begin_acting",
        "applications.save_draft",
        "applications.submit",
    }
    shown = text(a_citizen(NURSE).browser.get(f"/akun/kuasa/{mandate_id}"))
    assert "Mengajukan permohonan" in shown
    assert f"{AGENT_NAME} untuk {HER_NAME}" in shown


def test_an_ended_mandate_lets_nobody_act_and_leaves_the_draft_to_its_principal(office, nurse, mandate_id):
    walker = acting_by(mandate_id)
    walker.begin()
    walker.fill_all(FIRST)
    shown = walker.get("periksa").content.decode()
    assert "Ajukan permohonan" in shown
    end(mandate_id=mandate_id, actor=nurse, now=utc_now())
    answer = walker.browser.post(f"{walker.base}/periksa", {"version": "6", "key": "a-key-of-sending"})
    assert answer.status_code == 403
    assert "Kuasa ini sudah berakhir" in text(answer)
    assert walker.get().status_code == 404, "he is himself again"
    assert "Anda bertindak untuk" not in text(walker.browser.get("/akun/kuasa"))
    [own] = own_cases(actor=nurse)
    assert own.state is State.DRAFT


def test_a_service_that_wants_the_own_hand_lets_an_agent_prepare_only(office, nurse, agent):
    walker = acting_by(a_mandate(agent, nurse))
    walker.begin()
    walker.fill_all(FIRST)
    shown = walker.get("periksa")
    assert f"{HER_NAME} memeriksanya dan mengajukannya sendiri" in text(shown)
    assert 'name="key"' not in shown.content.decode().split("<main", 1)[1]
    version = the_case(own_cases(actor=nurse)[0].application_id, region_id=office.region.id).case.version
    sent = walker.browser.post(f"{walker.base}/periksa", {"version": version, "key": "a-key-of-sending"})
    assert sent.status_code == 403
    hers = a_citizen(NURSE)
    hers.base = walker.base
    assert hers.hand_in().status_code == 302
    assert f"Disiapkan oleh {AGENT_NAME}" in text(hers.get())


@pytest.mark.parametrize(
    ("acts", "page", "status"),
    [
        ({Act.PREPARE}, "", 200),
        ({Act.PREPARE}, "isi/practice_mode", 200),
        ({Act.PREPARE}, "tarik", 403),
        ({Act.PREPARE}, "isi", 403),
        ({Act.FOLLOW}, "", 200),
        ({Act.FOLLOW}, "isi/practice_mode", 403),
        ({Act.FOLLOW}, "periksa", 403),
        ({Act.RECEIVE}, "data", 403),
    ],
)
def test_a_mandate_opens_what_it_holds_and_nothing_else(office, nurse, agent, acts, page, status):
    case = a_draft(office, nurse, now=utc_now())
    walker = acting_by(a_mandate(agent, nurse, acts=frozenset(acts)))
    walker.base = f"/kota-banjar/permohonan/{case.id}"
    assert walker.get(page).status_code == status


def test_a_mandate_for_other_services_does_not_know_that_the_case_exists(office, nurse, agent):
    case = a_draft(office, nurse, now=utc_now())
    walker = acting_by(a_mandate(agent, nurse, services=frozenset({"sip-bidan"})))
    walker.base = f"/kota-banjar/permohonan/{case.id}"
    assert {walker.get(page).status_code for page in ("", "periksa", "data")} == {404}
    assert SERVICE not in walker.browser.get("/akun/permohonan").content.decode()


def test_pages_about_oneself_stay_about_oneself(office, nurse, mandate_id):
    walker = acting_by(mandate_id)
    for path in ("/akun/", "/akun/data", "/akun/dokumen", "/akun/keamanan"):
        shown = text(walker.browser.get(path))
        assert "Halaman ini tentang Anda sendiri." in shown, path
        assert HER_NAME not in shown.replace(f"Anda bertindak untuk {HER_NAME}", ""), path
    assert walker.browser.post("/akun/kuasa/selesai")["Location"] == "/akun/kuasa"
    assert "Anda bertindak untuk" not in text(walker.browser.get("/akun/"))


def test_the_choice_of_another_session_counts_for_nothing(office, nurse, mandate_id):
    chosen, another = acting_by(mandate_id), a_citizen(ANOTHER_NURSE)
    another.browser.cookies["kuasa"] = chosen.browser.cookies["kuasa"].value
    assert "Anda bertindak untuk" not in text(another.browser.get("/akun/"))
    another.browser.cookies["kuasa"] = f"{mandate_id}:x"
    assert "Anda bertindak untuk" not in text(another.browser.get("/akun/"))

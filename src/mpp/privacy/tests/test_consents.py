"""Withdrawing a consent: what rests on it is gone at once and stays away, until the person agrees again."""

import pytest

from mpp.applications.tests.builders import ANOTHER_NURSE, NAMES, NURSE, a_draft, a_submitted_case, facts_told, the_case
from mpp.evidence.rules.facts import Key, LegalBasis, best
from mpp.foundation.clock import utc_now
from mpp.identity.events import ReleaseChanged
from mpp.identity.own_data import part
from mpp.identity.queries import profile
from mpp.privacy.consents import resting_on_release
from mpp.privacy.operations.withdraw_release import withdraw_release
from mpp.privacy.tests.pages import text
from mpp.privacy.tests.test_closing import signs_in_again
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/akun/persetujuan"
RELEASED = {"released": {"birthplace": "Banjar", "gender": "female", "address": "Jalan Contoh 3"}, "phone": "08120000"}


def signs_in(**given):
    return signed_in(NURSE, name=NAMES[NURSE], **(RELEASED | given))


def withdraws(nurse):
    withdraw_release(person_id=nurse.person_id, actor=nurse, now=utc_now())


def kept(nurse):
    known = profile(actor=nurse)
    return known.birth_date, known.phone, known.email, dict(known.released)


def test_the_page_says_what_rests_on_the_consent_what_stops_and_what_cannot(office, nurse):
    a_submitted_case(office, nurse)
    a_draft(office, nurse, facility="327909900")
    page = text(signs_in().get(PAGE))
    assert "tempat lahir, jenis kelamin, alamat, nomor ponsel" in page
    assert "1 draf tidak terisi lagi dengannya" in page
    assert "1 permohonan yang sudah diajukan atau diputuskan menyimpan salinannya" in page
    assert "persetujuan Anda, UU 27/2022 pasal 20" in page
    assert "Tidak ada aplikasi daerah yang boleh membaca data Anda." in page


def test_it_is_reached_from_the_account_and_from_my_data(office, nurse):
    browser = signs_in()
    for path in ("/akun/", "/akun/data-saya"):
        assert f'href="{PAGE}"' in browser.get(path).content.decode()


def test_withdrawing_asks_once_more_and_then_erases_at_once(office, nurse):
    browser = signs_in()
    assert "Yang dihapus sekarang: tempat lahir" in text(browser.get(f"{PAGE}/identitas"))
    assert profile(actor=nurse).released, "looking withdraws nothing"
    answer = browser.post(f"{PAGE}/identitas", follow=True)
    assert "Persetujuan ditarik. Datanya sudah dihapus." in text(answer)
    assert kept(nurse) == (None, "", "", {})
    assert profile(actor=nurse).name == NAMES[NURSE]
    assert "Hanya nama dan NIK yang tersisa" in text(browser.get("/akun/"))
    [told] = facts_told(ReleaseChanged)
    assert (told.person_id, told.may_keep) == (nurse.person_id, False)


def test_later_sign_ins_keep_nothing_until_the_person_agrees_again(office, nurse):
    withdraws(nurse)
    browser = signs_in()
    assert kept(nurse) == (None, "", "", {})
    assert "Masuklah lagi dengan identitas digital" in text(browser.post(f"{PAGE}/identitas/setuju", follow=True))
    assert kept(nurse) == (None, "", "", {})
    signs_in()
    assert profile(actor=nurse).released["address"] == "Jalan Contoh 3"


def test_a_draft_forgets_what_was_released_and_a_new_one_does_not_get_it(office, nurse):
    before = a_draft(office, nurse)
    assert best(before.opened().facts, Key.ADDRESS)
    withdraws(nurse)
    after = the_case(before.id, region_id=office.region.id).case.opened()
    another = a_draft(office, nurse, facility="327909900").opened()
    for content in (after, another):
        assert not best(content.facts, Key.ADDRESS)
        assert not best(content.facts, Key.BIRTH_DATE)
        assert best(content.facts, Key.NAME).legal_basis is LegalBasis.PUBLIC_TASK
    assert after.answers == before.opened().answers


def test_a_case_handed_in_keeps_its_copy(office, nurse):
    case = a_submitted_case(office, nurse).application_id
    before = the_case(case, region_id=office.region.id).case
    withdraws(nurse)
    after = the_case(case, region_id=office.region.id).case
    assert after.opened() == before.opened()
    assert (after.version, after.state) == (before.version, before.state)


def test_withdrawing_and_agreeing_twice_change_nothing_more(office, nurse):
    browser = signs_in()
    for _again in range(2):
        browser.post(f"{PAGE}/identitas")
    for _again in range(2):
        browser.post(f"{PAGE}/identitas/setuju")
    assert [each.may_keep for each in facts_told(ReleaseChanged)] == [False, True]


def test_the_copy_and_who_looked_tell_of_the_withdrawal(office, nurse):
    withdraws(nurse)
    copied = dict(part(nurse, utc_now()).groups[0].lines)
    assert copied["Persetujuan menyimpan data dari identitas digital ditarik"]
    assert "Anda menarik persetujuan" in text(signs_in().get("/akun/siapa-melihat"))


def test_what_was_stated_at_a_door_of_our_own_rests_on_no_consent(office):
    _, person = signs_in_again(nik=ANOTHER_NURSE, door="counter")
    assert not resting_on_release(actor=person).is_released

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from mpp.foundation.actor import ANYONE, system
from mpp.foundation.scope import entered
from mpp.identity.models import Account, Person, Session
from mpp.identity.operations._account import LONGEST_NAME
from mpp.identity.operations.record_status import record_status
from mpp.identity.operations.sign_in import (
    LinkedToAnother,
    NikMalformed,
    PersonDeceased,
    PersonDuplicate,
    PersonInactive,
    sign_in,
)
from mpp.identity.queries import known_status, open_sessions, profile
from mpp.identity.rules import PersonStatus
from mpp.identity.standing import standing
from mpp.identity.tests.conftest import NOON
from mpp.identity.tests.fakes import siti
from mpp.identity.watch import SessionWatch, _read_database

NOBODY = replace(ANYONE, address="192.0.2.1", device="Chrome, Android")


def comes(person=None, *, at=NOON, **given):
    return sign_in(proven=person or siti(), language="id", actor=NOBODY, now=at, **given)


def citizen(signed_in):
    return replace(ANYONE, role="pemohon", person_id=signed_in.person_id, account_id=signed_in.account_id)


@pytest.mark.django_db
def test_the_first_time_makes_person_account_and_session():
    signed_in = comes()
    assert signed_in.is_new_person
    known = profile(actor=citizen(signed_in))
    assert (known.nik, known.name, known.nik_masked) == ("3279014101900001", "Siti Aminah", "3279********0001")
    [session] = open_sessions(actor=citizen(signed_in))
    assert (session.id, session.device, session.address) == (signed_in.session_id, "Chrome, Android", "192.0.2.1")


@pytest.mark.django_db
def test_the_next_time_finds_the_same_person_and_takes_over_what_has_changed():
    first = comes()
    again = comes(siti(name="Siti Aminah Rahayu", birth_date=date(1990, 1, 1)), at=NOON + timedelta(days=1))
    assert (again.person_id, again.account_id) == (first.person_id, first.account_id)
    assert not again.is_new_person
    assert again.session_id != first.session_id
    known = profile(actor=citizen(again))
    assert (known.name, known.birth_date, known.at) == (
        "Siti Aminah Rahayu",
        date(1990, 1, 1),
        NOON + timedelta(days=1),
    )


@pytest.mark.django_db
def test_another_door_leads_to_the_same_account():
    first = comes()
    second = comes(siti(provider="inapas", subject="another"))
    assert second.account_id == first.account_id


@pytest.mark.django_db
def test_a_provider_that_renames_a_person_to_another_nik_is_not_believed():
    comes()
    with pytest.raises(LinkedToAnother):
        comes(siti(nik="3279014101900002"))


@pytest.mark.django_db
@pytest.mark.parametrize("nik", ["", "327901410190000", "not a number"])
def test_a_nik_without_sixteen_digits_is_refused(nik):
    with pytest.raises(NikMalformed):
        comes(siti(nik=nik))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "refusal"),
    [
        (PersonStatus.DECEASED, PersonDeceased),
        (PersonStatus.DUPLICATE, PersonDuplicate),
        (PersonStatus.INACTIVE, PersonInactive),
    ],
)
def test_whom_the_registry_does_not_let_act_is_refused_with_the_reason(status, refusal):
    with pytest.raises(refusal):
        comes(status=status)
    assert known_status(siti().nik) is None


def recorded(person_id, status):
    record_status(person_id=person_id, status=status, actor=replace(system(), person_id=person_id), now=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [PersonStatus.DECEASED, PersonStatus.DUPLICATE, PersonStatus.INACTIVE])
def test_whoever_died_or_was_merged_meanwhile_is_signed_out_at_once(status):
    begun = comes()
    assert SessionWatch(_read_database).is_open(begun.session_id, now=NOON)
    recorded(begun.person_id, status)
    assert not SessionWatch(_read_database).is_open(begun.session_id, now=NOON)


@pytest.mark.django_db
def test_the_registry_is_asked_about_new_people_and_silence_keeps_nobody_out(registry):
    assert standing(siti()) is PersonStatus.ACTIVE
    registry.says = PersonStatus.DECEASED
    assert standing(siti()) is PersonStatus.DECEASED
    assert registry.asked == ["3279014101900001"] * 2


@pytest.mark.django_db
def test_whoever_is_known_to_live_is_not_asked_about_at_each_sign_in(registry):
    comes()
    assert standing(siti()) is PersonStatus.ACTIVE
    assert registry.asked == []


@pytest.mark.django_db
def test_a_mistake_of_the_registry_is_undone_by_the_registry(registry):
    recorded(comes().person_id, PersonStatus.DUPLICATE)
    assert standing(siti()) is PersonStatus.DUPLICATE
    registry.says = PersonStatus.ACTIVE
    assert comes(status=standing(siti()))
    assert known_status(siti().nik) is PersonStatus.ACTIVE


@pytest.mark.django_db
def test_a_nik_that_is_none_is_nothing_to_ask_about(registry):
    assert standing(siti(nik="123")) is PersonStatus.ACTIVE
    assert registry.asked == []


@pytest.mark.django_db
def test_the_session_that_this_browser_had_ends():
    first = comes()
    second = comes(replaces=first.session_id)
    assert [each.id for each in open_sessions(actor=citizen(second))] == [second.session_id]


@pytest.mark.django_db
def test_a_session_of_somebody_else_does_not_end_by_it():
    other = comes(siti(subject="budi", nik="3279010101900009", name="Budi"))
    comes(replaces=other.session_id)
    assert len(open_sessions(actor=citizen(other))) == 1


@pytest.mark.django_db
def test_nobody_sees_another_person_not_even_by_plain_sql():
    siti_in, budi_in = comes(), comes(siti(subject="budi", nik="3279010101900009", name="Budi"))
    with entered(citizen(siti_in)):
        assert [person.id for person in Person.objects.all()] == [siti_in.person_id]
        assert [account.person_id for account in Account.objects.all()] == [siti_in.person_id]
        assert not Session.objects.filter(person_id=budi_in.person_id).exists()


@pytest.mark.django_db
def test_the_nik_lies_nowhere_in_clear():
    comes()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('mpp.region', '0', true)")
        cursor.execute("SELECT string_agg(line, '') FROM audit_line")
        assert "3279014101900001" not in cursor.fetchone()[0]
    with entered(citizen(comes())):
        row = Person.objects.get()
        assert b"3279014101900001" not in bytes(row.nik_sealed) + bytes(row.profile_sealed) + bytes(row.nik_index)


@pytest.mark.django_db
def test_notices_go_to_the_address_and_in_the_language_of_the_account():
    reached = profile(actor=citizen(comes()))
    assert (reached.email, reached.language) == ("siti@contoh.example", "id")


@pytest.mark.django_db
def test_a_name_of_any_length_is_kept_as_far_as_there_is_room():
    assert len(comes(siti(name="a" * 2000)).name) == LONGEST_NAME


@pytest.mark.usefixtures("cloned_database")
@pytest.mark.parametrize("second", ["ikd", "inapas", "nik"])
def test_the_first_time_by_two_doors_at_once_makes_one_person_with_one_account(second):
    both, signed_in = Barrier(2), []

    def come(door):
        both.wait()
        try:
            signed_in.append(comes(siti(provider=door, subject=f"siti-by-{door}")))
        finally:
            connections.close_all()

    threads = [Thread(target=come, args=[door]) for door in ("ikd", second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first, other = signed_in
    assert (first.person_id, first.account_id) == (other.person_id, other.account_id)
    assert first.session_id != other.session_id
    assert {each.id for each in open_sessions(actor=citizen(first))} == {first.session_id, other.session_id}

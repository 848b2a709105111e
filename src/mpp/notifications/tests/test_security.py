"""What people are told about their own account, and the link to a post."""

from dataclasses import replace

import pytest

from mpp.foundation.actor import ANYONE
from mpp.foundation.cipher import blind_index
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.foundation.outbox import deliver_batch
from mpp.identity.events import FactorChanged, SignedInFromNewDevice
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.seeding import seed_office_factor
from mpp.identity.tests.fakes import siti
from mpp.notifications import listeners, tasks
from mpp.notifications.ports import MailRefused
from mpp.notifications.queries import inbox
from mpp.tenancy.links import token_of
from mpp.tenancy.operations.invite import invite
from mpp.tenancy.queries import capacities_of
from mpp.tenancy.tests.builders import a_region, an_admin, appointed
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db

NIK, ADDRESS = "3279014101900001", "dadan@kota-banjar.example"
HEARD = {SignedInFromNewDevice: (listeners.tell_of_new_device,), FactorChanged: (listeners.tell_of_factor,)}


def comes(device, key):
    actor = replace(ANYONE, device=device)
    begun = sign_in(proven=siti(), language="id", device_key=key, actor=actor, now=utc_now())
    return replace(ANYONE, role="pemohon", person_id=begun.person_id, account_id=begun.account_id)


def told_to(citizen):
    while deliver_batch(HEARD, now=utc_now):
        pass
    return [(notice.code, notice.detail) for notice in inbox(actor=citizen).notices]


def test_a_sign_in_from_a_new_device_is_told_and_from_a_known_one_it_is_not():
    telephone = uuid7()
    citizen = comes("Chrome, Android", telephone)
    comes("Chrome, Android", telephone)
    assert told_to(citizen) == []
    comes("Firefox, Windows", uuid7())
    assert told_to(citizen) == [("new_device", "Firefox, Windows")]


def test_a_change_of_what_protects_the_account_is_told_in_words(posts):
    citizen = comes("Chrome, Android", uuid7())
    seed_office_factor(siti().nik, siti().name, now=utc_now())
    assert told_to(citizen) == [("factor_added", "totp")]
    page = signed_in(siti().nik).get("/akun/pesan").content.decode()
    assert "baru saja ditambahkan: aplikasi autentikator" in page
    assert 'href="/akun/keamanan"' in page


@pytest.fixture
def invitation_id():
    """An invitation of a counter administrator, and its id."""
    banjar, made = a_region(), uuid7()
    appointed(banjar, "admin_gerai", nik=NIK, name="Dadan Ramdani")
    [post] = capacities_of(blind_index(NIK), at=utc_now())
    invite(invitation_id=made, officer_id=post.officer_id, email=ADDRESS, actor=an_admin(banjar), now=utc_now())
    return made


def test_the_link_to_a_post_goes_to_the_address_that_was_given(mailer, invitation_id):
    tasks.send_invitation(invitation_id=str(invitation_id))
    [message] = mailer.sent
    assert message.to == ADDRESS
    assert f"/undangan/{token_of(invitation_id)}" in message.text
    assert "Administrator gerai di Kota Banjar" in message.text
    assert ADDRESS not in repr(message)


def test_an_invitation_that_was_replaced_goes_nowhere(mailer, invitation_id):
    tasks.send_invitation(invitation_id=str(uuid7()))
    assert mailer.sent == []


def test_an_address_that_is_none_is_given_up(mailer, invitation_id):
    mailer.refusal = MailRefused()
    tasks.send_invitation(invitation_id=str(invitation_id))

"""Administrators read in their inbox that a source will soon fail."""

from datetime import timedelta

import pytest

from mpp.evidence.events import SourceNeedsCare
from mpp.evidence.ports import ShownCertificate
from mpp.evidence.rules.facts import Source
from mpp.evidence.watching import look_at_all
from mpp.foundation.actor import NATIONAL, system
from mpp.foundation.clock import utc_now
from mpp.foundation.outbox import deliver_batch
from mpp.notifications.listeners import tell_of_source
from mpp.tenancy.tests.builders import appointed
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db


def test_the_nation_s_administrator_is_told_of_a_certificate_and_led_to_the_sources(settings):
    appointed(None, "admin_nasional", nik="3171010101800001", name="Ratna", actor=system())
    settings.EVIDENCE_CERTIFICATE = lambda source, owner: (
        ShownCertificate(utc_now() + timedelta(days=5), "a" * 64) if (source, owner) == (Source.KKI, NATIONAL) else None
    )
    look_at_all(utc_now())
    while deliver_batch({SourceNeedsCare: (tell_of_source,)}, now=utc_now):
        pass
    inbox = signed_in("3171010101800001", name="Ratna", role="admin_nasional").get("/akun/pesan").content.decode()
    assert "Sertifikat sebuah sumber data segera berakhir" in inbox
    assert "Konsil Kesehatan Indonesia (KKI)" in inbox
    assert 'href="/nasional/sumber"' in inbox

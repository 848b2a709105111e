"""Codes on paper, for whoever has lost everything else."""

import re

from mpp.foundation.scope import entered
from mpp.identity.models import RecoveryCode
from mpp.identity.tests.browsing import MARKS, SECURITY, actor, add_totp, prove, signed_out
from mpp.identity.tests.test_pages import sign_in

pytestmark = MARKS


def test_a_recovery_code_opens_once(browser, now):
    sign_in(browser)
    add_totp(browser, now)
    page = browser.post(f"{SECURITY}/kode-pemulihan")
    codes = re.findall(r"<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>", page.content.decode())
    assert len(codes) == 10
    with entered(actor(browser)):
        assert codes[0].replace("-", "").encode() not in bytes(RecoveryCode.objects.first().digest)
    for expected in (302, 422):
        signed_out(browser)
        sign_in(browser)
        assert prove(browser, codes[0].lower(), way="pemulihan").status_code == expected


def test_new_recovery_codes_end_the_old_ones(browser, now):
    sign_in(browser)
    add_totp(browser, now)
    old = re.findall(r"<code>([0-9A-Z-]{11})</code>", browser.post(f"{SECURITY}/kode-pemulihan").content.decode())
    browser.post(f"{SECURITY}/kode-pemulihan")
    signed_out(browser)
    sign_in(browser)
    assert prove(browser, old[0], way="pemulihan").status_code == 422

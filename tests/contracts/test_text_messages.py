"""The gateway for text messages: the fake, and the adapter that speaks to the simulated gateway over HTTP."""

import httpx
import pytest

from mpp.adapters.line import Limits, Line
from mpp.adapters.sms.gateway import SmsGateway
from mpp.identity.ports import CodeNotSent
from mpp.identity.tests.fakes import Couriers
from tests.contracts.conftest import NAME, SECRET

NUMBER = "+6281234567890"
CODE = {"subject": "Kode masuk MPP Digital", "text": "Kode Anda: 123456.", "language": "id"}


def over_http(outside, *, password=SECRET) -> SmsGateway:
    line = Line("sms", f"{outside.url}/sms", limits=Limits(read_s=0.5, total_s=1.5, answer_bytes=4096))
    return SmsGateway(line, user=NAME, password=password)


def arrived_over_http(outside):
    kept = httpx.get(f"{outside.url}/sms/messages", params={"to": NUMBER}, trust_env=False).json()
    return [each["text"] for each in kept]


@pytest.fixture(params=["fake", "gateway"])
def gateway(request, outside):
    """What carries messages, and what has arrived at the number."""
    httpx.delete(f"{outside.url}/sms/messages", trust_env=False)
    if request.param == "gateway":
        return over_http(outside), lambda: arrived_over_http(outside)
    fake = Couriers()
    return fake.carry, lambda: [f"{each['subject']}. {each['text']}" for each in fake.sent if each["to"] == NUMBER]


def test_a_message_arrives_with_its_words(gateway):
    carry, arrived = gateway
    carry(to=NUMBER, reference="one", **CODE)
    assert arrived() == ["Kode masuk MPP Digital. Kode Anda: 123456."]


def test_a_message_that_is_sent_again_arrives_once(gateway):
    carry, arrived = gateway
    for _ in range(2):
        carry(to=NUMBER, reference="two", **CODE)
    carry(to=NUMBER, reference="three", **CODE)
    assert len(arrived()) == 2


@pytest.mark.parametrize(
    "trouble",
    [{"down": "closed"}, {"slow_ms": 5000}, {"wrong": "html"}, {"wrong": "half"}, {"over_quota": True}],
    ids=str,
)
def test_whatever_is_no_answer_is_told_as_not_sent(outside, trouble):
    outside.set("sms", **trouble)
    with pytest.raises(CodeNotSent):
        over_http(outside)(to=NUMBER, reference="four", **CODE)
    outside.reset()
    over_http(outside)(to=NUMBER, reference="five", **CODE)


def test_what_is_no_number_and_a_wrong_password_are_told_as_not_sent(outside):
    with pytest.raises(CodeNotSent):
        over_http(outside)(to="nobody", reference="six", **CODE)
    with pytest.raises(CodeNotSent):
        over_http(outside, password="wrong")(to=NUMBER, reference="seven", **CODE)


def test_nobody_listening_is_told_as_not_sent():
    with pytest.raises(CodeNotSent):
        SmsGateway(Line("sms", "http://127.0.0.1:9/sms"), user=NAME, password=SECRET)(
            to=NUMBER, reference="eight", **CODE
        )

"""The mail sink and the SMS gateway."""

import smtplib
from email.message import EmailMessage

import httpx
import pytest

SECRET = ("mpp-digital", "sandbox-secret")


def post(outside, to="neneng@warga.example"):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "mpp@example.go.id", to, "Izin Anda telah terbit — SIP Perawat"
    message.set_content("Selamat, izin Anda telah terbit.")
    message.add_alternative("<p>Selamat, <b>izin</b> Anda telah terbit.</p>", subtype="html")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="sip.pdf")
    with smtplib.SMTP("127.0.0.1", outside.smtp_port) as smtp:
        smtp.send_message(message)


def test_mail_can_be_read_as_json_and_as_a_page(outside):
    httpx.delete(f"{outside.url}/mail/messages")
    post(outside)
    (kept,) = httpx.get(f"{outside.url}/mail/messages", params={"to": "neneng@warga.example"}).json()
    assert kept["subject"] == "Izin Anda telah terbit — SIP Perawat"
    assert kept["text"].strip() == "Selamat, izin Anda telah terbit."
    assert "<b>izin</b>" in kept["html"]
    assert kept["attachments"] == ["sip.pdf"]
    assert httpx.get(f"{outside.url}/mail/messages", params={"to": "nobody@warga.example"}).json() == []
    assert kept["subject"] in httpx.get(f"{outside.url}/mail/").text
    assert "Selamat" in httpx.get(f"{outside.url}/mail/{kept['id']}").text
    assert "<b>izin</b>" in httpx.get(f"{outside.url}/mail/{kept['id']}/html").text
    assert httpx.get(f"{outside.url}/mail/0").status_code == 404


@pytest.mark.parametrize(
    ("setting", "refusal"),
    [
        ({"down": "503"}, smtplib.SMTPDataError),
        ({"over_quota": True}, smtplib.SMTPDataError),
        ({"down": "closed"}, smtplib.SMTPServerDisconnected),
    ],
)
def test_the_mail_sink_may_refuse(outside, setting, refusal):
    outside.set("mail", **setting)
    with pytest.raises(refusal):
        post(outside)


def test_a_text_message_is_kept_once_per_reference(outside):
    message = {"channel": "whatsapp", "to": "+628123456789", "text": "Izin terbit", "reference": "n-1"}
    with httpx.Client(base_url=outside.url, auth=SECRET) as client:
        client.delete("/sms/messages")
        assert client.post("/sms/messages", json=message).status_code == 202
        assert client.post("/sms/messages", json=message).status_code == 200
        assert [row["text"] for row in client.get("/sms/messages").json()] == ["Izin terbit"]
        assert "Izin terbit" in client.get("/sms/inbox").text
        assert client.post("/sms/messages", json={**message, "to": "rumah"}).status_code == 422
        outside.set("sms", over_quota=True)
        assert client.post("/sms/messages", json=message).status_code == 429
        assert client.get("/sms/messages").status_code == 200
    assert httpx.post(f"{outside.url}/sms/messages", json=message).status_code == 429

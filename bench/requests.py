"""The requests of the bench, byte for byte as a browser would send them."""

from collections.abc import Mapping
from urllib.parse import urlencode

from bench.client import Asked
from bench.names import REGION, SERVICE, USER_AGENT
from bench.people import Applicant, Visitor

HOST = "localhost"
HEADERS = f"User-Agent: {USER_AGENT}\r\nAccept: text/html,application/xhtml+xml\r\nAccept-Language: id,en;q=0.8\r\n"
PACKED = "Accept-Encoding: gzip, br\r\n"


def submit(applicant: Applicant, *, version: int | None = None) -> Asked:
    """Press the button on the page where the answers are checked."""
    path = f"/{REGION}/permohonan/{applicant.case_id}/periksa"
    fields = {"version": str(version or applicant.version), "key": f"bench-{applicant.case_id}"}
    return Asked(_post(path, fields, applicant.visitor), "submit", 302)


def save_step(applicant: Applicant, *, version: int) -> Asked:
    """Save the page of the form that asks for days and hours. version: of the draft before"""
    path = f"/{REGION}/permohonan/{applicant.case_id}/isi/schedule"
    fields = {"version": str(version)}
    for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"):
        opens, closes = ("08.00", "14.00") if day in ("mon", "wed", "fri") else ("", "")
        fields |= {f"schedule-{day}-opens": opens, f"schedule-{day}-closes": closes}
    return Asked(_post(path, fields, applicant.visitor), "save", 302)


def track(applicant: Applicant) -> Asked:
    """Look how far one's case is."""
    return Asked(_get(f"/{REGION}/permohonan/{applicant.case_id}/", applicant.visitor), "track")


def verify(token: str) -> Asked:
    """Open the address in the QR code of a letter."""
    return Asked(_get(f"/verifikasi/{token}"), "verify")


def worklist(officer: Visitor) -> Asked:
    """Open the desk: the first page of the queue."""
    return Asked(_get(f"/{REGION}/petugas/", officer), "worklist")


def catalogue() -> Asked:
    """Read about a service without being signed in."""
    return Asked(_get(f"/{REGION}/layanan/{SERVICE}"), "catalogue")


def get(path: str, *, packed: bool = True) -> Asked:
    """Read any public address. packed: let the answer be compressed"""
    return Asked(_get(path, packed=packed), path)


def _get(path: str, visitor: Visitor | None = None, *, packed: bool = True) -> bytes:
    rest = (PACKED if packed else "") + (f"Cookie: {visitor.cookies}\r\n" if visitor else "")
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n{HEADERS}{rest}\r\n".encode()


def _post(path: str, fields: Mapping[str, str], visitor: Visitor) -> bytes:
    body = urlencode({"csrfmiddlewaretoken": visitor.form_token, **fields})
    return (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\n{HEADERS}{PACKED}Cookie: {visitor.cookies}\r\nOrigin: http://{HOST}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()

"""Reserve the official number of a letter and store the letter, unsigned. The first of three repeatable steps.

Writes:  NumberCounter, Document
Refuses: AlreadyIssued
Legal:   one application, one number, for ever; numbers of an agency's service count up without gaps within a year
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import connection

from mpp.documents import rules
from mpp.documents.letters.content import Identification, PracticeLicence, template_of
from mpp.documents.letters.render import render
from mpp.documents.models import Document
from mpp.documents.rules import State
from mpp.foundation import audit, cipher
from mpp.foundation.actor import Actor
from mpp.foundation.codec import to_json
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import operation


class AlreadyIssued(DomainError):
    """The signed letter is recorded; it is changed by a new application only."""

    code, kind, title = "document-already-issued", Kind.CONFLICT, "This document has already been issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """A number that is taken. check_code: as it is printed beside the number, without the dash"""

    document_id: UUID
    number: str
    check_code: str


@operation("documents.reserve", by=rules.SIGNERS, on="document_id")
def reserve(
    *,
    document_id: UUID,
    application_id: UUID,
    person_id: UUID,
    service_slug: str,
    agency_code: str,
    number_format: str,
    zone: str,
    letter: PracticeLicence,
    actor: Actor,
    now: datetime,
) -> Reservation:
    """Return the number of the letter, the same whenever it is asked for again.

    document_id: `rules.document_id` of the application and the letter's kind     zone: of the region, an IANA name
    agency_code: as numbers name the issuing agency     number_format: of the service definition
    A letter that says something else now (another signer, another day) is made anew under the number it has.
    """
    kind = template_of(letter)
    if document_id != rules.document_id(application_id, kind):
        raise ValueError("a document has the id of its application and kind")
    _queue_up(document_id)
    document = Document.objects.filter(region_id=actor.region_id, id=document_id).first()
    if document is None:
        serial = _next_serial(actor.region_id, agency_code, service_slug, letter.issued_on.year)
        document = Document(
            id=document_id,
            region_id=actor.region_id,
            application_id=application_id,
            person_id=person_id,
            service_slug=service_slug,
            kind=kind,
            agency_code=agency_code,
            year=letter.issued_on.year,
            serial=serial,
            number=rules.official_number(number_format, serial=serial, agency=agency_code, issued_on=letter.issued_on),
            check_code=rules.check_code(secrets.token_bytes(rules.CHECK_CODE_BYTES)),
            token=rules.verification_token(secrets.token_bytes(rules.TOKEN_BYTES)),
            reserved_at=now,
        )
    elif document.state != State.RESERVED:
        raise AlreadyIssued(number=document.number)
    digest = sha256(to_json(letter)).digest()
    if bytes(document.draft_digest) != digest:
        _draft(document, letter, zone=zone, now=now)
        document.draft_digest = digest
        document.save()
    audit.note(number=document.number, letter=digest.hex())
    return Reservation(document_id=document_id, number=document.number, check_code=document.check_code)


def _draft(document: Document, letter: PracticeLicence, *, zone: str, now: datetime) -> None:
    """Put the letter, and what strangers will read of it, into the row."""
    desk = f"{settings.PUBLIC_URL}/verifikasi"
    identification = Identification(
        number=document.number, check_code=document.check_code, address=f"{desk}/{document.token}", desk=desk
    )
    pdf = render(letter, identification, now=now)
    document.title, document.zone = letter.title, zone
    document.masked_name = rules.masked_name(letter.holder)
    document.office, document.government = letter.letterhead.agency, letter.letterhead.government
    document.issued_on, document.valid_until = letter.issued_on, letter.valid_until
    document.draft = cipher.seal(pdf, table="document", field="draft", row=document.pk, region=document.region_id)


def _queue_up(document_id: UUID) -> None:
    """Let acts on one document wait for each other, also before there is a row to lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 2))", [str(document_id)])


def _next_serial(region_id: int, agency_code: str, service_slug: str, year: int) -> int:
    """Return the next serial; the counter stays locked until the transaction ends, which is why there are no gaps.

    The letter is rendered under that lock: some 20 ms, so an agency's service numbers up to 50 letters a second.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO number_counter AS counter (id, region_id, agency_code, service_slug, year, last) "
            "VALUES (%s, %s, %s, %s, %s, 1) "
            "ON CONFLICT (region_id, agency_code, service_slug, year) DO UPDATE SET last = counter.last + 1 "
            "RETURNING last",
            [uuid7(), region_id, agency_code, service_slug, year],
        )
        (serial,) = cursor.fetchone()
    return int(serial)

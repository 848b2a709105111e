"""A provider and posts that say what a test tells them to."""

import re
from dataclasses import dataclass
from uuid import UUID

from mpp.foundation.cipher import blind_index
from mpp.foundation.ids import uuid7
from mpp.identity.ports import Answer, Attempt, CodeNotSent, Door, ProvenIdentity
from mpp.identity.rules import Assurance
from mpp.identity.rules.factors import FactorKind


def siti(**changed) -> ProvenIdentity:
    given = {
        "provider": "ikd",
        "subject": "pairwise-siti",
        "nik": "3279014101900001",
        "name": "Siti Aminah",
        "assurance": Assurance.SUBSTANTIAL,
        "email": "siti@contoh.example",
        "released": {"birthplace": "Banjar"},
    }
    return ProvenIdentity(**given | changed)


class FakeIdentityProvider:
    """Says `person`, or raises `refusal`; keeps what it was asked."""

    def __init__(self):
        self.person = siti()
        self.refusal = None
        self.is_down = None
        self.attempts: list[Attempt] = []
        self.answers: list[tuple[Attempt, Answer]] = []

    def sign_in_address(self, attempt, *, redirect_uri, language):
        if self.is_down:
            raise self.is_down
        self.attempts.append(attempt)
        return f"https://ikd.example/authorize?state={attempt.state}&redirect_uri={redirect_uri}&ui_locales={language}"

    def identity(self, attempt, answer, *, redirect_uri, now):
        self.answers.append((attempt, answer))
        if self.refusal:
            raise self.refusal
        return self.person

    def door(self) -> Door:
        return Door(
            provider=self, name={"id": "IKD", "en": "IKD (en)"}, hint={"id": "Dengan telepon", "en": "By phone"}
        )


class Registry:
    """The population registry: silent, or says one thing of everybody; keeps of whom it was asked."""

    def __init__(self):
        self.says = None
        self.asked: list[str] = []

    def __call__(self, nik, *, name, birth_date):
        self.asked.append(nik)
        return self.says


class Elements:
    """What the population registry agrees with: elements by NIK; or raises `refusal`. asked: how often"""

    def __init__(self, known):
        self.known = known
        self.refusal = None
        self.asked = 0

    def __call__(self, nik, elements):
        self.asked += 1
        if self.refusal:
            raise self.refusal
        on_record = self.known.get(nik, {})
        return frozenset(name for name, value in elements.items() if on_record.get(name) == value)


@dataclass(frozen=True, kw_only=True)
class Post:
    appointment_id: UUID
    officer_id: UUID
    role: str = "verifikator_dinkes"
    title_id: str = "Verifikator Dinas Kesehatan"
    title_en: str = "Health office verifier"
    region_id: int = 7
    region_slug: str = "kota-banjar"
    region_name: str = "Kota Banjar"
    agency_id: UUID | None = None
    agency_name_id: str = "Dinas Kesehatan Kota Banjar"
    agency_name_en: str = "Health Office of Kota Banjar"


class Posts:
    """The posts of people, by NIK."""

    def __init__(self):
        self._held: dict[bytes, list[Post]] = {}

    def appoint(self, nik: str, **given) -> Post:
        post = Post(appointment_id=uuid7(), officer_id=uuid7(), **given)
        self._held.setdefault(blind_index(nik), []).append(post)
        return post

    def end(self, nik: str) -> None:
        self._held.pop(blind_index(nik), None)

    def __call__(self, nik_index, *, at):
        return tuple(self._held.get(nik_index, ()))


class Couriers:
    """Carries codes nowhere, and keeps them; `is_down` makes it refuse."""

    def __init__(self):
        self.sent: list[dict[str, str]] = []
        self.is_down = False

    def __call__(self):
        return {FactorKind.EMAIL: self.carry, FactorKind.SMS: self.carry}

    def carry(self, **message):
        if self.is_down:
            raise CodeNotSent
        # As a gateway does: a message that is handed over again arrives once.
        if message["reference"] not in {each["reference"] for each in self.sent}:
            self.sent.append(message)

    @property
    def code(self) -> str:
        """The last code that was sent."""
        return re.search(r"[0-9]{6}", self.sent[-1]["text"])[0]

"""Who may sign: officers with their passphrases, institutions with their seals, and locks after wrong ones."""

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from hmac import compare_digest
from threading import Lock

from mpp_sandbox.population import Appointment, DemoRegion, Role

#: Wrong passphrases in a row until the account is locked.
TRIES = 5

STATUSES: dict[str, tuple[int, str]] = {
    "ISSUE": (1111, "User telah terdaftar dan sertifikat aktif"),
    "EXPIRED": (1113, "Sertifikat telah kedaluwarsa"),
    "SUSPEND": (1114, "Sertifikat ditangguhkan"),
    "REVOKE": (1115, "Sertifikat telah dicabut"),
    "NOT_REGISTERED": (1110, "User tidak terdaftar"),
}


#: The posts that sign.
TITLES: dict[Role, str] = {Role.LICENSING_HEAD: "Kepala DPMPTSP", Role.HEALTH_HEAD: "Kepala Dinas Kesehatan"}


class Refused(IntEnum):
    """The service's own numbers. 2011 and 2031 are seen in public client code; the others are ours."""

    BAD_FILE = 2001
    UNKNOWN_USER = 2011
    CERTIFICATE_UNUSABLE = 2021
    WRONG_PASSPHRASE = 2031
    LOCKED = 2032
    WRONG_TOTP = 2033

    @property
    def words(self) -> str:
        """Return the sentence that goes with the number."""
        return {
            Refused.BAD_FILE: "File bukan PDF yang dapat ditandatangani",
            Refused.UNKNOWN_USER: "User tidak terdaftar",
            Refused.CERTIFICATE_UNUSABLE: "Sertifikat tidak aktif",
            Refused.WRONG_PASSPHRASE: "Passphrase anda salah",
            Refused.LOCKED: f"Akun terkunci karena {TRIES} kali salah passphrase",
            Refused.WRONG_TOTP: "TOTP salah atau sudah dipakai",
        }[self]


class SigningRefused(Exception):
    """The service will not sign, for the reason `why`."""

    def __init__(self, why: Refused) -> None:
        super().__init__(why.words)
        self.why = why


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody, or an institution, with a certificate. name: of the certificate's files"""

    name: str
    holder: str
    title: str


@dataclass(slots=True)
class Accounts:
    """Accounts of officers by NIK and seals of agencies by subscriber id, `dpmptsp-{region}` and `dinkes-{region}`."""

    officers: Mapping[str, Appointment]
    regions: Mapping[str, DemoRegion]
    _wrong: Counter[str] = field(default_factory=Counter)
    _statuses: dict[str, str] = field(default_factory=dict)
    _totps: dict[str, str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def status(self, nik: str) -> str:
        """Return the state of somebody's certificate, one of `STATUSES`."""
        officer = self.officers.get(nik)
        if officer is None or officer.passphrase is None:
            return "NOT_REGISTERED"
        return self._statuses.get(nik, "ISSUE")

    def set_status(self, nik: str, status: str) -> None:
        """Let somebody's certificate be in another state, one of `STATUSES`."""
        self._statuses[nik] = status

    def unlock(self, nik: str) -> None:
        """Forget wrong passphrases, as the help desk does."""
        with self._lock:
            self._wrong.pop(nik, None)

    def signer(self, nik: str, *, passphrase: str, totp: str) -> Holder:
        """Return the officer who proves to be one, by passphrase or else by one-time code. Raises SigningRefused."""
        status = self.status(nik)
        if status == "NOT_REGISTERED":
            raise SigningRefused(Refused.UNKNOWN_USER)
        if status != "ISSUE":
            raise SigningRefused(Refused.CERTIFICATE_UNUSABLE)
        officer = self.officers[nik]
        with self._lock:
            if self._wrong[nik] >= TRIES:
                raise SigningRefused(Refused.LOCKED)
            if totp and not passphrase:
                self._spend(nik, totp)
            elif not compare_digest(passphrase.encode(), str(officer.passphrase).encode()):
                self._wrong[nik] += 1
                raise SigningRefused(Refused.LOCKED if self._wrong[nik] >= TRIES else Refused.WRONG_PASSPHRASE)
            self._wrong.pop(nik, None)
        return Holder(f"officer-{nik}", officer.name, f"{TITLES[officer.role]} {self._name_of(officer.region)}")

    def _name_of(self, region: str | None) -> str:
        return self.regions[region].name if region else ""

    def seal(self, subscriber: str, totp: str) -> Holder:
        """Return the institution whose seal a one-time code opens. Raises SigningRefused."""
        holder = self.institution(subscriber)
        with self._lock:
            self._spend(subscriber, totp)
        return holder

    def institution(self, subscriber: str) -> Holder:
        """Return an institution by subscriber id. Raises SigningRefused."""
        agency, _, slug = subscriber.partition("-")
        titles = {"dpmptsp": "DPMPTSP", "dinkes": "Dinas Kesehatan"}
        if agency not in titles or slug not in self.regions:
            raise SigningRefused(Refused.UNKNOWN_USER)
        return Holder(f"seal-{subscriber}", f"{titles[agency]} {self.regions[slug].name}", "Segel elektronik instansi")

    def new_totp(self, who: str) -> str:
        """Return a one-time code for an officer's NIK or a seal's subscriber id."""
        with self._lock:
            self._totps[who] = f"{secrets.randbelow(10**6):06d}"
            return self._totps[who]

    def _spend(self, who: str, totp: str) -> None:
        if not totp or self._totps.pop(who, None) != totp:
            raise SigningRefused(Refused.WRONG_TOTP)

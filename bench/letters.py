"""Letters rendered and signed on one core: B-B, with a time stamp, and B-LT with its revocation lists.

The time-stamp authority is the sandbox's, in a process of its own, so its work falls on another core.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from bench.figures import Chapter, Figure
from bench.reference import speed
from mpp.adapters.esign.certificates import certificates_at
from mpp.adapters.esign.development_keys import DevelopmentKeys
from mpp.adapters.esign.local import LocalSigner
from mpp.adapters.timestamp.client import HttpTimeStamper
from mpp.documents.letters.content import Identification, Letterhead, PracticeLicence, PracticeTime, Signatory
from mpp.documents.letters.render import render
from mpp.documents.ports import SigningAuthority

SECONDS_TO_START = 30


#: What is made -> letters a second and core that the design asks for, 0 where it asks for nothing.
TO_REACH = {
    "rendered": 0.0,
    "rendered and signed, B-B": 15.0,
    "rendered and signed, with time stamp": 10.0,
    "rendered and signed, B-LT": 9.0,
}


def chapter(*, seconds: float) -> Chapter:
    """Return how many letters a core makes, measuring each kind for `seconds`."""
    return Chapter(
        title="Letters",
        words="Rendered as PDF/A-3a and signed with P-256; letters a second of one core's work, at the reference loop. "
        "The time-stamp authority is the sandbox's, on another core.",
        figures=tuple(letters(seconds=seconds)),
    )


def letters(*, seconds: float = 4.0) -> list[Figure]:
    """Return the figures, measuring each for `seconds`."""
    with TemporaryDirectory() as folder, sandbox(Path(folder)) as url:
        keys = DevelopmentKeys(Path(folder) / "keys")
        stamper = HttpTimeStamper(f"{url}/tsa")
        signers = {
            "rendered and signed, B-B": LocalSigner(keys),
            "rendered and signed, with time stamp": LocalSigner(keys, timestamper=stamper),
            "rendered and signed, B-LT": LocalSigner(
                keys,
                timestamper=stamper,
                authorities=certificates_at(f"{url}/esign/ca.pem"),
                revocation_lists=[httpx.get(f"{url}/esign/ca.crl").content],
                is_long_term=True,
            ),
        }
        figures = [_measured("rendered", seconds, _rendered)]
        for name, signer in signers.items():
            figures.append(_measured(name, seconds, lambda number, by=signer: _signed(number, by)))  # type: ignore[misc]  # mypy infers no type for the default
        return figures


def _measured(name: str, seconds: float, make: Callable[[int], bytes]) -> Figure:
    make(0)  # Fonts, templates and keys are loaded once in the life of a process.
    with speed() as machine:
        began, before, done = time.perf_counter(), os.times(), 0
        while time.perf_counter() - began < seconds:
            done += 1
            make(done)
        took, after = time.perf_counter() - began, os.times()
    own, kernel = after.user - before.user, after.system - before.system
    cpu_ms, kernel_ms = (machine.scaled(each / done * 1000) for each in (own + kernel, kernel))
    per_core, to_reach = 1000 / cpu_ms, TO_REACH[name]
    return Figure(
        name=name,
        to_reach=f">= {to_reach:g}/s" if to_reach else "",
        reached=f"{per_core:.1f}/s ({cpu_ms:.1f} ms, {kernel_ms:.1f} in the kernel; {done / took:.1f}/s as it went)",
        is_reached=per_core >= to_reach if to_reach else None,
    )


def _rendered(number: int) -> bytes:
    # No two letters are alike, so nothing of the last one is kept.
    letter = replace(LETTER, holder=f"{LETTER.holder} {number}")
    official = replace(IDENTIFICATION, number=f"503/{number:04d}/SIP-PERAWAT/DPMPTSP/2026")
    return render(letter, official, now=NOON)


def _signed(number: int, signer: LocalSigner) -> bytes:
    return signer.sign(_rendered(number), reference=str(number), authority=SEAL, passphrase=None)


@contextmanager
def sandbox(folder: Path) -> Iterator[str]:
    """Run the simulated agencies in a process of their own and yield their address."""
    port, smtp_port = _free_port(), _free_port()
    command = [sys.executable, "-m", "mpp_sandbox", f"--port={port}", f"--smtp-port={smtp_port}"]
    process = subprocess.Popen(  # noqa: S603  # our own program, by its full path
        [*command, f"--state-dir={folder / 'sandbox'}"], stdout=subprocess.PIPE, text=True
    )
    try:
        if process.stdout is None or not process.stdout.readline().startswith("sandbox:"):
            raise RuntimeError("the sandbox did not start")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(SECONDS_TO_START)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
SEAL = SigningAuthority(credential="bench", name="DPMPTSP Contoh", capacity="")
IDENTIFICATION = Identification(
    number="", check_code="7K3M90TX", address=f"https://mpp.example/verifikasi/{'0' * 32}", desk="https://mpp.example"
)
LETTER = PracticeLicence(
    letterhead=Letterhead(
        government="Pemerintah Kota Contoh",
        agency="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        address="Jalan Contoh Nomor 12, Contoh, Jawa Barat",
    ),
    title="Surat Izin Praktik Perawat",
    holder="Siti Contoh Hasanah",
    nik="3279********0001",
    profession="Perawat",
    registration_number="AB00000000000017",
    registration_until=None,
    place="RSUD Contoh",
    place_address="Jalan Melati Nomor 5, Contoh",
    schedule=(PracticeTime(days="Senin-Jumat", hours="08.00-14.00"),),
    issued_at="Contoh",
    issued_on=date(2026, 11, 20),
    valid_until=date(2031, 11, 20),
    legal_basis=("Undang-Undang Nomor 17 Tahun 2023 Pasal 263-264", "Peraturan Pemerintah Nomor 28 Tahun 2024"),
    signatory=Signatory(name="Raden Contoh Wibisana", capacity="Kepala Dinas"),
)


if __name__ == "__main__":
    print(*letters(), sep="\n")

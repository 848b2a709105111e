"""The main job through real HTTP, without a browser: from sign-in to a signed licence that a stranger has verified.

Talks to a running product (`MPP_DEMO_URL`), or starts one for as long as it needs it.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import lxml.html

PRODUCT = os.environ.get("MPP_PUBLIC_URL") or "http://localhost:8000"
REGION, SERVICE = "kota-banjar", "sip-perawat"
#: Nurses who may have a first licence: one place is licensed once, so a second demonstration takes the next.
APPLICANTS = ("3279025708940001", "3279036402950001", "3279045509920001")
VERIFIER, HEALTH_OFFICER, SIGNER = "3279011203840001", "3279030211820001", "3279017005690001"
PASSPHRASE = "dpmptsp-banjar"  # noqa: S105  # of the sandbox's made-up signer
#: Words by which the nurse finds her hospital, and who answers for it.
FACILITY, STEWARD = "rsud", "3279025805790001"
#: Days on which the nurse practises, and her hours.
SCHEDULE = {"mon": ("07.00", "14.00"), "tue": ("07.00", "14.00"), "wed": ("07.00", "14.00"), "thu": ("14.00", "21.00")}
#: Where the made-up officers' authenticator is, and the page that asks for its codes.
AUTHENTICATOR = f"{os.environ.get('MPP_SANDBOX_URL', 'http://127.0.0.1:8100')}/authenticator"
SECOND_FACTOR = "/masuk/langkah-kedua"
#: Where the page of a case leads to its letter.
LETTERS = "//a[contains(@href, '/dokumen/')]/@href"
#: How long what the worker does may take.
PATIENCE_SECONDS = 20.0


class Visitor:
    """A person with a browser that shows nothing: follows links, fills forms, keeps cookies."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.http = httpx.Client(follow_redirects=True, timeout=30, headers={"Accept-Language": "id"})
        self.answer = httpx.Response(200)

    @property
    def path(self) -> str:
        """Where the visitor is."""
        return self.answer.url.path

    @property
    def page(self) -> lxml.html.HtmlElement:
        """The page before his eyes, all addresses made whole."""
        return lxml.html.fromstring(self.answer.text, base_url=str(self.answer.url))

    def go(self, path: str) -> None:
        """Open an address; anything but a page is the end of the demonstration."""
        self._look(self.http.get(urljoin(self.base, path)))

    def send(self, values: Mapping[str, str], *, button: tuple[str, str] | None = None, action: str = "") -> None:
        """Fill the form that has these fields, and press its button.

        button: name and value, where the form has several     action: end of the address, where fields do not tell
        """
        form = next(
            form
            for form in self.page.forms
            if set(values) <= set(form.fields.keys())
            and (form.action or "").endswith(action)
            # The header's sign-out form is on every page.
            and not (form.action or "").endswith("/keluar")
        )
        for name, value in values.items():
            form.fields[name] = value
        pairs = [(name, value) for name, value in form.form_values() if value is not None]
        where = urljoin(str(self.answer.url), form.action or str(self.answer.url))
        data: dict[str, list[str]] = {}
        for name, value in pairs + ([button] if button else []):
            data.setdefault(name, []).append(value)
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(where))
        if form.method.upper() == "GET":
            self._look(self.http.get(where, params=data))
        else:
            self._look(self.http.post(where, data=data, headers={"Referer": str(self.answer.url), "Origin": origin}))

    def sign_in(self, nik: str) -> None:
        """Sign in with the digital identity of a made-up person, consent included."""
        self.go("/masuk/mulai/ikd?next=/akun/")
        self._look(self.http.post(self.answer.url, data={"nik": nik, "decision": "allow"}))

    def choose_post(self, nik: str) -> None:
        """Act in the one post this officer holds instead of as a citizen, after a code of the authenticator."""
        while self.path == SECOND_FACTOR:
            codes = httpx.get(f"{AUTHENTICATOR}/codes/{nik}", timeout=10).raise_for_status().json()
            # A code serves once, and one of the next half minute does already.
            for code in (codes["code"], codes["next"]):
                if self.path == SECOND_FACTOR:
                    self.send({"kode": code})
            if self.path == SECOND_FACTOR:
                time.sleep(5)
        self.go("/akun/kapasitas")
        choices = self.page.xpath("//input[@name='capacity']/@value")
        self.send({"capacity": next(choice for choice in choices if choice != "pemohon")})

    def upload(self, path: str, field: str, file: Path) -> None:
        """Send a file to a page that asks for nothing else."""
        self._look(self.http.post(urljoin(self.base, path), files={field: (file.name, file.read_bytes())}))

    def text(self, query: str) -> str:
        """Return the text of the first element that an XPath finds."""
        return " ".join(self.page.xpath(query)[0].text_content().split())

    def _look(self, answer: httpx.Response) -> None:
        # A code that was used already is asked for again on the same page.
        if answer.status_code >= 400 and (answer.status_code, answer.url.path) != (422, SECOND_FACTOR):
            sys.exit(f"{answer.request.method} {answer.url} answered {answer.status_code}:\n{answer.text[:2000]}")
        self.answer = answer


@contextmanager
def step(said: str) -> Iterator[None]:
    """Say what is being done and how long it took."""
    begun = time.perf_counter()
    print(f"  {said:<72}", end="", flush=True)
    yield
    print(f"{time.perf_counter() - begun:6.2f} s")


def applicant(base: str) -> Visitor:
    """Sign in the first nurse to whom no earlier demonstration has given her licence."""
    for nik in APPLICANTS:
        nurse = Visitor(base)
        with step("A nurse signs in with her digital identity"):
            nurse.sign_in(nik)
        if not clear(nurse):
            return nurse
    sys.exit("\nEvery nurse of this demonstration has her licence by now: `make clean` lets it begin anew.")


def clear(nurse: Visitor) -> bool:
    """Withdraw what an earlier demonstration left open; return whether one has led to a licence."""
    nurse.go("/akun/permohonan")
    has_licence = False
    for case in nurse.page.xpath("//a[contains(@href, '/permohonan/0')]/@href"):
        nurse.go(case)
        has_licence |= bool(nurse.page.xpath(LETTERS))
        if nurse.page.xpath("//a[contains(@href, '/tarik')]"):
            nurse.go(f"{case}tarik")
            nurse.send({}, action="")
    return has_licence


def apply(nurse: Visitor) -> str:
    """Fill and hand in the application; return the address of its page."""
    with step("The nurse finds the service in her region"):
        nurse.go(f"/{REGION}/layanan/{SERVICE}")
    with step("She begins; her data come from the registries"):
        nurse.go(f"/{REGION}/ajukan/{SERVICE}")
        nurse.send({"variant": "first"})
    case = nurse.path
    with step("She says where she will practise: a facility, found by its name"):
        nurse.go(f"{case}isi/practice_mode")
        nurse.send({"practice_mode": "facility"})
        nurse.send({"cari_fasilitas": FACILITY}, button=("cari", "ya"))
        nurse.send({"facility": nurse.page.xpath("//input[@name='facility']/@value")[0]})
    with step("And when; the rest is known, but for two answers"):
        opening = {f"schedule-{day}-opens": opens for day, (opens, _) in SCHEDULE.items()}
        closing = {f"schedule-{day}-closes": closes for day, (_, closes) in SCHEDULE.items()}
        nurse.send(opening | closing)
        nurse.send({"long_break": "no"})
        nurse.send({"place_statement": "yes", "truth_statement": "yes"})
    with step("She checks all of it and hands it in"):
        nurse.send({}, action="")
    print(f"      {nurse.text('//h1')}: {nurse.text('//*[contains(@class, "mpp-confirmation")]')}")
    return case


def awaited(visitor: Visitor, path: str, query: str, *, sorry: str) -> list[str]:
    """Look at a page until it holds what the worker brings there, and return that; end with `sorry` otherwise."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while True:
        visitor.go(path)
        if found := visitor.page.xpath(query):
            return found
        if time.monotonic() > ends:
            sys.exit(f"\n{sorry}; see the worker's log.")
        time.sleep(0.2)


def confirm(nurse: Visitor, case: str) -> None:
    """Let the hospital say that the nurse will practise there, once the worker has asked it."""
    with step("Her hospital confirms it; nobody uploads a letter"):
        steward = Visitor(nurse.base)
        steward.sign_in(STEWARD)
        asked = "//input[@name='permintaan']/@value"
        waiting = awaited(steward, f"/{REGION}/fasilitas", asked, sorry="The hospital was not asked")
        [first_day] = steward.page.xpath("//input[@name='mulai']/@value")
        steward.send({"mulai": first_day}, button=("permintaan", waiting[-1]))
        # The worker carries the answer into the case; an officer who has opened it before is told that it changed.
        told = "//main//*[contains(text(), 'sudah mengonfirmasi')]"
        awaited(nurse, case, told, sorry="The confirmation did not come into the case")


def decide(case: str, base: str) -> None:
    """Let the three offices do their part."""
    desk = case.replace("/permohonan/", "/petugas/permohonan/")
    for nik, said, action, values in (
        (VERIFIER, "The licensing office finds it complete", "/lengkap", {}),
        (HEALTH_OFFICER, "The health office recommends it", "/rekomendasi", {"verdict": "positive"}),
        (SIGNER, "The head approves and signs", "/tanda-tangan", {"passphrase": PASSPHRASE}),
    ):
        with step(said):
            officer = Visitor(base)
            officer.sign_in(nik)
            officer.choose_post(nik)
            officer.go(desk)
            officer.send(values, action=action)


def receive(nurse: Visitor, case: str) -> tuple[Path, str]:
    """Wait for the letter and download it; return where it is and the address of its verification."""
    with step("The nurse receives her licence"):
        letters = awaited(nurse, case, LETTERS, sorry="The letter did not come")
        address = nurse.page.xpath("//a[contains(@href, '/verifikasi/')]/@href")[0]
        pdf = Path(os.environ.get("MPP_STATE_DIR", ".run")) / "demo" / "sip.pdf"
        pdf.parent.mkdir(parents=True, exist_ok=True)
        nurse.go(letters[0])
        pdf.write_bytes(nurse.answer.content)
    return pdf, urljoin(nurse.base, address)


def verify(address: str, pdf: Path, base: str) -> None:
    """Be a stranger who scans the QR code, then another who has only the file."""
    with step("A stranger scans the QR code"):
        stranger = Visitor(base)
        stranger.go(address)
    print(f"      {stranger.text('//h1')}")
    with step("Another one asks about the file"):
        stranger.upload("/verifikasi", "berkas", pdf)
    print(f"      {stranger.text('//h1')}")


def scan() -> None:
    """Look through every table and file of this installation: what was just done has left no NIK in clear."""
    with step("No NIK lies in clear"):
        done = subprocess.run([Path(sys.executable).with_name("mpp"), "scan"], capture_output=True, text=True)  # noqa: S603  # our own command
    print("\n".join(f"      {line.strip()}" for line in done.stdout.splitlines()))
    if done.returncode != 0:
        sys.exit(f"\nmpp scan found something, or could not look:\n{done.stderr}")


def main() -> None:
    """Walk the main job and print what was done."""
    begun = time.perf_counter()
    with product() as base:
        print(f"MPP Digital at {base}\n")
        nurse = applicant(base)
        case = apply(nurse)
        confirm(nurse, case)
        decide(case, base)
        pdf, address = receive(nurse, case)
        verify(address, pdf, base)
        if "MPP_DEMO_URL" not in os.environ:
            scan()
    print(f"\nSigned licence:  {pdf.resolve()}\nVerification:    {address}")
    print(f"All of it took   {time.perf_counter() - begun:.1f} s")


@contextmanager
def product() -> Iterator[str]:
    """Yield the address of the product: the running one, else one started for as long as the block runs."""
    base = os.environ.get("MPP_DEMO_URL", PRODUCT)
    if answers(base):
        yield base
        return
    print("Starting MPP Digital ...")
    running = subprocess.Popen([Path(sys.executable).with_name("mpp"), "run"], stdout=subprocess.DEVNULL)  # noqa: S603  # our own command
    try:
        while not answers(base):
            if running.poll() is not None:
                sys.exit("It does not start; `make run` says why.")
            time.sleep(0.3)
        yield base
    finally:
        running.send_signal(signal.SIGINT)
        running.wait()


def answers(base: str) -> bool:
    """Return whether the product is there."""
    try:
        return httpx.get(f"{base}/readyz", timeout=10).status_code < 500
    except httpx.HTTPError:
        return False


if __name__ == "__main__":
    main()

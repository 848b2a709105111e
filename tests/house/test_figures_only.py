"""National roles, and administrators without a case role, see figures and offices: no person in any answer.

The ways by which one of them does read about a person are listed with their reason, and each leaves a look.
"""

import io
import re

import pypdf
from django.db import transaction
from django.http import HttpResponse

from mpp.applications.tests.builders import ANOTHER_NURSE, NAMES, NURSE
from mpp.config import who_may
from mpp.foundation import ratelimit
from mpp.foundation.actor import Actor
from mpp.foundation.looks import looks_at
from tests.house.world import World, ask, may_open

#: Posts that do nothing on a case.
NO_CASES = ("admin_nasional", "pengawas_nasional", "auditor", "admin_daerah", "admin_gerai")
#: Address -> why whoever it is open to reads about a person there.
BY_DUTY = {
    "<slug:region>/petugas/permintaan-data/<uuid:request_id>": "answers what the person herself has asked the region",
    "nasional/permintaan-data/<uuid:request_id>": "answers what the person herself has asked the nation",
}
#: Made-up people on the pages that show what pages are made of.
SPECIMENS = "ui/gallery"
#: What is known of people in this world, in every form in which it was given.
PEOPLE = (
    NURSE,
    ANOTHER_NURSE,
    NAMES[NURSE],
    NAMES[ANOTHER_NURSE],
    "nurse@contoh.example",
    "081200000000",
    "6281200000000",
    "Jalan Contoh 3",
    "1994-08-17",
    "17 Agustus 1994",
    "ijazah-neneng.pdf",
    "Alamat saya keliru.",
)


def told_in(answer: HttpResponse) -> list[str]:
    """Return what of people stands in an answer: body in any case and grouping, and headers."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = printed(body) if body.startswith(b"%PDF") else body.decode(errors="replace")
    text = f"{text} {answer.headers}".casefold()
    tight = re.sub(r"[\s.\-]", "", text)
    return [value for value in PEOPLE if value.casefold() in text or (value.isdigit() and value in tight)]


def printed(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_what_is_looked_for_is_there_to_be_found(world: World):
    own = ask(world.owner, f"/kota-banjar/permohonan/{world.submitted.id}/isi.pdf")
    assert {NAMES[NURSE], "081200000000", "nurse@contoh.example"} <= set(told_in(own))
    assert "ijazah-neneng.pdf" in told_in(ask(world.owner, "/akun/dokumen"))
    assert "Alamat saya keliru." in told_in(ask(world.owner, f"/akun/permintaan-data/{world.values['request_id']}"))


def test_no_answer_to_them_holds_anything_of_a_person(world: World):
    leaks, asked = [], 0
    for route in who_may.routes():
        for role in NO_CASES:
            if not may_open(route, role) or route.path in BY_DUTY or route.path.startswith(SPECIMENS):
                continue
            for path in world.paths(route):
                for method in ("get", "post"):
                    asked += 1
                    if told := told_in(ask(world.staff[role], path, method=method)):
                        leaks.append(f"{method} {path} tells {role} {told}")
    assert asked > 500
    assert not leaks, "\n".join(leaks)


def test_a_search_for_a_person_finds_them_nobody(world: World):
    for role in NO_CASES:
        for path in ("/cari", "/kota-banjar/petugas/", "/nasional/wilayah", "/kota-banjar/petugas/akses"):
            for asked in ("Neneng", NURSE, world.issued.reference):
                answer = ask(world.staff[role], f"{path}?cari={asked}&q={asked}")
                found = set(told_in(answer)) - {asked, asked.upper()}
                assert found == set(), f"{path} for {asked} tells {role} {found}"


def test_where_one_reads_about_a_person_by_duty_a_look_is_left(world: World):
    person = Actor(role="pemohon", person_id=world.submitted.person_id)
    ratelimit.buckets.forget()
    with transaction.atomic():
        before = len(looks_at(world.submitted.person_id, actor=person))
        opened = world.staff["admin_daerah"].get(f"/kota-banjar/petugas/permintaan-data/{world.values['request_id']}")
        assert "Alamat saya keliru." in told_in(opened)
        assert len(looks_at(world.submitted.person_id, actor=person)) == before + 1
        transaction.set_rollback(True)


def test_the_auditor_names_a_purpose_before_a_case_opens(world: World):
    asked = {"daerah": "kota-banjar", "nomor": world.issued.reference, "tujuan": "supervision", "surat": "ST-1/2026"}
    for left_out in ("tujuan", "surat"):
        refused = ask(world.staff["auditor"], "/nasional/pemeriksaan", method="post", data=asked | {left_out: ""})
        assert (refused.status_code, told_in(refused)) == (422, [])
    opened = ask(world.staff["auditor"], "/nasional/pemeriksaan", method="post", data=asked)
    assert told_in(opened) == [NAMES[NURSE]]

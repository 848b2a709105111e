import pytest

from mpp.catalogue.files import read_definitions
from mpp.catalogue.parse import definition_of
from mpp.catalogue.search import Entry, Index
from mpp.catalogue.tests.builders import SEEDS

INDEX = Index(Entry.of(definition_of(data)) for data in read_definitions(SEEDS).values())


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("izin praktek suster", "sip-perawat"),
        ("izin praktik perawat", "sip-perawat"),
        ("ijin praktek suster", "sip-perawat"),
        ("suster", "sip-perawat"),
        ("sip perawat", "sip-perawat"),
        ("perwat", "sip-perawat"),
        ("mantri", "sip-perawat"),
        ("saya mau buat sip perawat", "sip-perawat"),
        ("nurse", "sip-perawat"),
        ("nurse licence", "sip-perawat"),
        ("nursing license", "sip-perawat"),
        ("how do i get a nurse practice licence", "sip-perawat"),
        ("ners", "sip-perawat"),
        ("bidan desa", "sip-bidan"),
        ("izin praktek bidan", "sip-bidan"),
        ("bidn", "sip-bidan"),
        ("midwife", "sip-bidan"),
        ("dokter", "sip-dokter"),
        ("dokter umum", "sip-dokter"),
        ("dr", "sip-dokter"),
        ("doktor gigi", "sip-dokter-gigi"),
        ("drg", "sip-dokter-gigi"),
        ("dokter gigi", "sip-dokter-gigi"),
        ("dentist", "sip-dokter-gigi"),
        ("dokter anak", "sip-dokter-spesialis"),
        ("spesialis", "sip-dokter-spesialis"),
        ("perawat gigi", "sip-terapis-gigi-mulut"),
        ("apoteker", "sip-apoteker"),
        ("apotik", "sip-apoteker"),
        ("sipa", "sip-apoteker"),
        ("asisten apoteker", "sip-tenaga-vokasi-farmasi"),
        ("ahli gizi", "sip-tenaga-gizi"),
        ("fisioterapi", "sip-fisioterapis"),
        ("fisioterapist", "sip-fisioterapis"),
        ("rontgen", "sip-radiografer"),
        ("rongten", "sip-radiografer"),
        ("analis lab", "sip-tenaga-teknologi-laboratorium-medik"),
        ("analis kesehatan", "sip-tenaga-teknologi-laboratorium-medik"),
        ("psikolog", "sip-psikolog-klinis"),
        ("tusuk jarum", "sip-akupunktur"),
        ("akupuntur", "sip-akupunktur"),
        ("tukang pijat", "sip-nakestrad-pengobat-tradisional"),
        ("jamu", "sip-nakestrad-ramuan"),
        ("kacamata", "sip-optometris"),
        ("kaki palsu", "sip-ortotis-prostetis"),
        ("kk", "kartu-keluarga"),
        ("kartu keluarga", "kartu-keluarga"),
        ("kartu keluarga hilang", "kartu-keluarga"),
        ("pecah kk", "kartu-keluarga"),
        ("ktp", "ktp-el"),
        ("ktp hilang", "ktp-el"),
        ("kehilangan ktp", "ktp-el"),
        ("e-ktp", "ktp-el"),
        ("akte kelahiran", "akta-kelahiran"),
        ("akte lahir bayi", "akta-kelahiran"),
        ("akta kelahirn", "akta-kelahiran"),
        ("anak saya baru lahir", "akta-kelahiran"),
        ("birth certificate", "akta-kelahiran"),
        ("surat kematian", "akta-kematian"),
        ("surat nikah", "akta-perkawinan"),
        ("cerai", "akta-perceraian"),
        ("pindah rumah", "pindah-datang"),
        ("surat pindah", "pindah-datang"),
        ("mengurus pindah domisili", "pindah-datang"),
        ("change of address", "pindah-datang"),
        ("kartu anak", "kia"),
        ("kia", "kia"),
    ],
)
def test_everyday_words_find_the_service_first(query, first):
    assert INDEX.find(query)[0] == first


@pytest.mark.parametrize("query", ["paspor", "sim motor", "xyzzy", "", "   ", "cara membuat", "?!", "\x00", "🩺"])
def test_what_is_not_here_finds_nothing(query):
    assert INDEX.find(query) == ()


def test_common_words_alone_find_all_that_bear_them_in_a_bounded_list():
    assert len(INDEX.find("surat izin praktik", limit=10)) == 10


def test_a_very_long_query_costs_no_more_than_a_long_one():
    assert INDEX.find("suster " * 100_000)[0] == "sip-perawat"

from dataclasses import dataclass

import pytest
from django.utils import translation

from mpp.ui import translations
from mpp.ui.jinja import environment


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "tamu"
    (folder / "templates" / "tamu").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "templates" / "tamu" / "x.html").write_text(
        '{{ _("Selamat datang") }} {% trans n=3 %}Satu berkas{% pluralize %}{{ n }} berkas{% endtrans %}'
    )
    (folder / "views.py").write_text('from django.utils.translation import gettext as _\n_("Halo %(name)s")\n')
    return folder


def write_english(package, *pairs):
    path = translations.catalogue_path(package)
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = "".join(f'msgid "{text}"\nmsgstr "{english}"\n\n' for text, english in pairs)
    path.write_bytes(translations.HEADER + entries.encode())


def test_texts_of_pages_and_of_python_are_found(package):
    assert {message.id for message in translations.said(package) if message.id} == {
        "Selamat datang",
        "Halo %(name)s",
        ("Satu berkas", "%(n)s berkas"),
    }


def test_what_is_missing_unfinished_broken_or_obsolete_is_told(package):
    write_english(package, ("Selamat datang", ""), ("Halo %(name)s", "Hello %(nama)s"), ("Sampai jumpa", "Good-bye"))
    told = "\n".join(translations.problems(package))
    assert "not translated: 'Selamat datang'" in told
    assert "missing: 'Satu berkas'" in told
    assert "'Halo %(name)s'" in told
    assert "nobody says any more: 'Sampai jumpa'" in told


def test_an_update_keeps_what_is_translated(package):
    write_english(package, ("Selamat datang", "Welcome"), ("Sampai jumpa", "Good-bye"))
    translations.update(package)
    english = translations.english(package)
    assert english.get("Selamat datang").string == "Welcome"
    assert english.get("Sampai jumpa") is None
    assert english.get("Halo %(name)s").string == ""


def test_what_the_frame_translates_need_not_be_translated_again(package):
    (package / "templates" / "tamu" / "x.html").write_text('{{ _("Cari") }}')
    assert "'Cari'" not in "".join(translations.problems(package))


def test_two_packages_may_not_translate_one_text_differently(package, monkeypatch):
    other = package.parent / "lain"
    other.mkdir()
    write_english(package, ("Hari", "Day"))
    write_english(other, ("Hari", "Days"))
    monkeypatch.setattr(translations, "packages", lambda: [other, package])
    assert "'Hari'" in next(translations.contradictions())


def test_django_finds_the_english_of_every_package():
    with translation.override("en"):
        assert translation.gettext("Langsung ke isi utama") == "Skip to main content"


def test_a_misspelt_attribute_of_a_page_object_does_not_pass_in_silence():
    @dataclass(frozen=True)
    class Page:
        title: str

    template = environment("id").from_string("{{ page.titel }}")
    with pytest.raises(AttributeError, match="titel"):
        template.render(page=Page("x"))

import pytest

from mpp.eforms.show import shown
from mpp.eforms.tests.builders import a_field, a_form, a_page


def field(widget):
    return a_form(a_page("page", a_field("f", widget))).fields[0]


@pytest.mark.parametrize(
    ("widget", "value", "lang", "lines"),
    [
        ("text", "Klinik Sehat", "id", ("Klinik Sehat",)),
        ("text", "", "id", ()),
        ("textarea", "Jl. Merdeka 1\nRT 2", "id", ("Jl. Merdeka 1", "RT 2")),
        ("radios", "two", "en", ("two (en)",)),
        ("checkboxes", ["one", "two"], "id", ("one", "two")),
        ("date", "2026-03-27", "id", ("27 Maret 2026",)),
        ("declaration", True, "id", ("Ya",)),
        (
            "schedule",
            [{"day": "mon", "opens": "08:00", "closes": "14:30"}, {"day": "sun", "opens": "19:00", "closes": "21:00"}],
            "id",
            ("Senin 08.00-14.30", "Minggu 19.00-21.00"),
        ),
    ],
)
def test_an_answer_reads_like_a_person_wrote_it(widget, value, lang, lines):
    assert shown(field(widget), value, lang=lang) == lines

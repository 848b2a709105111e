import pytest

from mpp.eforms.form import Fault
from mpp.eforms.tests.builders import a_field, a_form, a_page
from mpp.eforms.widgets import read, typed


def field(widget, **more):
    return a_form(a_page("page", a_field("f", widget, **more))).fields[0]


@pytest.mark.parametrize(
    ("asked", "posted", "value"),
    [
        (field("text"), {"f": ["  Klinik \t Sehat "]}, "Klinik Sehat"),
        (field("text"), {"f": ["one", "two"]}, "two"),
        (field("text"), {}, Fault("blank")),
        (field("text"), {"f": ["\x00\u202e "]}, Fault("blank")),
        (field("text", required=False), {}, ""),
        (field("text", max_length=3), {"f": ["abcd"]}, Fault("too-long", {"max": 3})),
        (field("text"), {"f": ["x" * 10_000_000]}, Fault("too-long", {"max": 200})),
        (field("text", pattern="[A-Z]{2}"), {"f": ["ab"]}, Fault("wrong-form")),
        (field("text", pattern="[A-Z]{2}"), {"f": ["AB"]}, "AB"),
        (field("text", pattern="[A-Z]{2}", required=False), {"f": [""]}, ""),
        (field("textarea"), {"f": ["Jl. Merdeka\r\n\r\n\r\nRT 1"]}, "Jl. Merdeka\n\nRT 1"),
        (field("radios"), {"f": ["two"]}, "two"),
        (field("radios"), {"f": ["four"]}, Fault("not-an-option")),
        (field("select"), {"f": [""]}, Fault("not-chosen")),
        (field("checkboxes"), {"f": ["three", "one"]}, ["one", "three"]),
        (field("checkboxes"), {"f": ["four"]}, Fault("not-an-option")),
        (field("checkboxes"), {}, Fault("not-chosen")),
        (field("checkboxes", required=False), {}, []),
        (field("date"), {"f-day": ["1"], "f-month": ["02"], "f-year": ["2026"]}, "2026-02-01"),
        (field("date"), {"f-day": ["29"], "f-month": ["2"], "f-year": ["2025"]}, Fault("date-not-real")),
        (field("date"), {"f-day": ["1_0"], "f-month": ["2"], "f-year": ["2025"]}, Fault("date-not-real")),
        (field("date"), {"f-day": ["1"], "f-month": ["2"], "f-year": ["25"]}, Fault("date-not-real")),
        (field("date"), {"f-day": ["1"], "f-month": ["2"]}, Fault("date-incomplete")),
        (field("date"), {}, Fault("date-blank")),
        (field("facility"), {"f": ["1000123"]}, "1000123"),
        (field("facility"), {}, Fault("no-facility")),
        (field("facility"), {"f": ["9" * 1000]}, Fault("not-an-option")),
        (field("declaration"), {"f": ["yes"]}, True),
        (field("declaration"), {"f": ["no"]}, Fault("not-declared")),
        (field("file"), {}, Fault("no-file")),
        (
            field("schedule"),
            {"f-mon-opens": ["8"], "f-mon-closes": ["14.30"], "f-sun-opens": ["19:00"], "f-sun-closes": ["21:00"]},
            [{"day": "mon", "opens": "08:00", "closes": "14:30"}, {"day": "sun", "opens": "19:00", "closes": "21:00"}],
        ),
        (field("schedule"), {}, Fault("no-hours")),
        (field("schedule"), {"f-tue-opens": ["8"]}, Fault("hour-not-real", {"day": "tue"})),
        (field("schedule"), {"f-tue-opens": ["25"], "f-tue-closes": ["26"]}, Fault("hour-not-real", {"day": "tue"})),
        (
            field("schedule"),
            {"f-wed-opens": ["8"], "f-wed-closes": ["8"]},
            Fault("closes-before-opens", {"day": "wed"}),
        ),
    ],
)
def test_each_widget_reads_what_browsers_post(asked, posted, value):
    assert read(asked, posted) == value


def test_what_was_typed_is_kept_for_every_input_of_a_widget():
    posted = {"f-day": ["31"], "f-month": ["\u202e2"], "f-year": ["2026"], "other": ["x"]}
    assert typed(field("date"), posted) == {"f-day": ["31"], "f-month": ["2"], "f-year": ["2026"]}

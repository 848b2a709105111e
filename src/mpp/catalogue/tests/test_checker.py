import pytest

from mpp.catalogue.checker import check
from mpp.catalogue.tests.builders import KNOWN, a_closed_service, a_service, faults


def test_a_sound_definition_has_no_findings():
    assert faults() == []


@pytest.mark.parametrize(
    ("changes", "path", "reason"),
    [
        ({"slug": "SIP Perawat"}, "slug", "does not match"),
        ({"names": {"id": "Perawat"}}, "names", '"en" is a required property'),
        ({"colour": "red"}, "(whole file)", "'colour' was unexpected"),
        ({"form__pages__0__fields__0__widget": "dial"}, "form.pages[0].fields[0].widget", "is not one of"),
        ({"form__pages__1__when": "answers.("}, "form.pages[1].when", "is no CEL expression"),
        ({"steps__1__when": "person.age > 3"}, "steps[1].when", "asks for ['person']"),
        ({"requirements__1__when": "answers.nothing == ''"}, "requirements[1].when", "on an empty form"),
        ({"steps__0__role": "tukang_sihir"}, "steps[0].role", "there is no role 'tukang_sihir'"),
        ({"steps__1__when": "variant == 'move'"}, "steps[1]", "reaches the step 'recommend'"),
        ({"steps__2__when": "variant == 'first'"}, "steps[2]", "the last step signs, without a condition"),
        ({"steps__2__action": "verify"}, "steps[2]", "the last step signs, without a condition"),
        ({"steps__0__action": "sign"}, "steps[0].action", "a second end"),
        ({"steps__0__working_days": 9}, "steps", "add up to 12 days, the clock has 5"),
        ({"steps__0__key": "sign"}, "steps", "'sign' is given twice"),
        ({"outputs__0__template": "poem"}, "outputs[0].template", "there is no template 'poem'"),
        ({"outputs__0__signer_roles": ["kepala_dinkes"]}, "outputs[0].signer_roles", "may not sign"),
        ({"outputs__0__number_format": "{year}"}, "outputs[0].number_format", "missing-field:serial"),
        ({"prefill__0__path": "horoscope.sign"}, "prefill[0].path", "no source knows"),
        ({"requirements__0__letter": "poem"}, "requirements[0].letter", "no file question that may stay empty"),
        ({"life_events": ["lottery"]}, "life_events", "there is no life event 'lottery'"),
        ({"profession": ""}, "profession", "does not match"),
        ({"clock__while_silent": "stops"}, "clock.while_silent", "runs_on"),
        (
            {"clock": {"working_days": 5, "when_overdue": "escalate"}},
            "clock",
            '"while_silent" is a required property',
        ),
        ({"unverified": ["clock.colour"]}, "unverified", "names nothing"),
        ({"triggers": ["kartu-keluarga"]}, "triggers", "there is no service 'kartu-keluarga'"),
        ({"examples__0__variant": "fifth"}, "examples[0].variant", "there is no variant 'fifth'"),
        ({"examples__0__answers": {"colour": "red"}}, "examples[0].answers", "'colour' was unexpected"),
        ({"examples__0__answers": {}}, "examples[0].answers", "leaves open facility on the page 'place'"),
        ({"examples__0__pages": ["registration"]}, "examples[0].pages", "the form asks ['place']"),
        ({"examples__0__steps": ["sign"]}, "examples[0].steps", "goes through ['verify', 'recommend', 'sign']"),
        ({"standard__supervision": "derived"}, "standard.supervision", "cannot be derived"),
        ({"standard": {"requirements": "derived"}}, "standard", "is a required property"),
        ({"standard__fee": "derived", "fee_idr": None}, "standard.fee", "no fee_idr"),
        ({"open": False}, "form", "False schema does not allow"),
    ],
)
def test_every_kind_of_fault_is_named_with_file_key_and_reason(changes, path, reason):
    found = faults(**changes)
    assert any(each.startswith(f"sip-perawat.yaml: {path}: ") and reason in each for each in found), found


def test_a_page_that_no_example_is_asked_is_found():
    data = a_service()
    del data["examples"][1]
    assert [str(each) for each in check({"sip-perawat.yaml": data}, KNOWN)] == [
        "sip-perawat.yaml: form.pages[1]: no example of any service is asked the page 'registration'"
    ]


def test_two_files_cannot_be_one_service():
    found = [str(each) for each in check({"sip-perawat.yaml": a_service(), "other.yaml": a_service()}, KNOWN)]
    assert "other.yaml: slug: 'sip-perawat' is the slug of another file too" in found
    assert "other.yaml: slug: the file of 'sip-perawat' is named sip-perawat.yaml" in found


def test_a_closed_service_carries_its_standard_only():
    assert check({"sip-perawat.yaml": a_closed_service()}, KNOWN) == ()
    (finding,) = check({"sip-perawat.yaml": a_closed_service() | {"standard": a_service()["standard"]}}, KNOWN)
    assert (finding.path, finding.reason[:28]) == ("standard.procedure", "a service that is not open h")

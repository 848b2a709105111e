"""A small form as a definition file would give it: where does the nurse practise, and when?"""

from typing import Any

from mpp.eforms.form import Form, Situation
from mpp.eforms.parse import form_of


def w(text: str) -> dict[str, str]:
    return {"id": text, "en": f"{text} (en)"}


def a_field(key: str, widget: str = "text", **more: Any) -> dict[str, Any]:
    if widget in ("radios", "select", "checkboxes"):
        more.setdefault("options", [{"key": key, "label": w(key)} for key in ("one", "two", "three")])
    return {"key": key, "label": w(key), "widget": widget, **more}


def a_page(key: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"key": key, "title": w(key), "fields": list(fields), **more}


def a_form(*pages: dict[str, Any], **constants: object) -> Form:
    return form_of({"pages": list(pages)}, constants=constants)


def a_practice_form(modes: tuple[str, ...] = ("facility", "own")) -> Form:
    options = [{"key": key, "label": w(key)} for key in ("facility", "own")]
    return a_form(
        a_page("mode", a_field("mode", "radios", options=options), when="size(service.modes) > 1"),
        a_page("facility", a_field("facility", "facility"), when="answers.mode != 'own'"),
        a_page(
            "own",
            a_field("name"),
            a_field("address", "textarea"),
            a_field("landlord", required=False, when="answers.address != ''"),
            when="answers.mode == 'own'",
        ),
        a_page("renewal", a_field("old_number"), when="variant == 'renewal' && facts.licences == 0"),
        a_page("hours", a_field("hours", "schedule")),
        modes=list(modes),
    )


def in_situation(answers: dict[str, Any] | None = None, variant: str = "first", **facts: object) -> Situation:
    return Situation(answers=answers or {}, variant=variant, facts={"licences": 0} | facts)

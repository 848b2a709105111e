"""A small service as its definition file would give it, and what the checker is told from outside."""

from copy import deepcopy
from pathlib import Path
from typing import Any

from mpp.catalogue.checker import Known, check
from mpp.catalogue.definition import ServiceDefinition, StandardPart
from mpp.catalogue.parse import definition_of

SEEDS = Path(__file__).parents[4] / "seeds" / "services"

KNOWN = Known(
    roles={"verifikator_dpmptsp", "verifikator_dinkes", "kepala_dpmptsp", "kepala_dinkes"},
    templates={"practice_licence"},
    number_format_problems=lambda number_format: () if "{serial" in number_format else ("missing-field:serial",),
)


def w(text: str) -> dict[str, str]:
    return {"id": text, "en": f"{text} (en)"}


_SERVICE: dict[str, Any] = {
    "slug": "sip-perawat",
    "version": 1,
    "names": w("Surat Izin Praktik Perawat"),
    "short": w("SIP Perawat"),
    "sector": "sip_nakes",
    "group": w("Keperawatan"),
    "open": True,
    "words": ["perawat", "suster"],
    "life_events": ["start_practice"],
    "authority": w("Kabupaten atau kota"),
    "legal_basis": [{"instrument": "UU 17/2023", "verified": True}],
    "standard": dict.fromkeys(map(str, StandardPart), "missing") | {"requirements": "derived", "procedure": "derived"},
    "variants": [{"key": "first", "name": w("Baru")}, {"key": "renewal", "name": w("Perpanjangan")}],
    "requirements": [
        {"key": "registration", "name": w("STR"), "source": "kki", "kind": "data"},
        {"key": "credits", "name": w("SKP"), "source": "sisdmk", "kind": "data", "when": "variant == 'renewal'"},
    ],
    "fee_idr": 0,
    "preconditions": ["nik_active"],
    "prefill": [{"key": "number", "path": "registrations.number", "label": w("Nomor STR")}],
    "form": {
        "pages": [
            {
                "key": "place",
                "title": w("Tempat praktik"),
                "fields": [{"key": "facility", "label": w("Fasilitas"), "widget": "facility"}],
            },
            {
                "key": "registration",
                "title": w("STR"),
                "when": "'number' in facts.ask",
                "fields": [{"key": "number", "label": w("Nomor STR"), "widget": "text", "max_length": 32}],
            },
        ]
    },
    "steps": [
        {
            "key": "verify",
            "action": "verify",
            "role": "verifikator_dpmptsp",
            "agency": "dpmptsp",
            "working_days": 2,
            "label": w("Memeriksa"),
        },
        {
            "key": "recommend",
            "action": "recommend",
            "role": "verifikator_dinkes",
            "agency": "dinkes",
            "working_days": 1,
            "label": w("Merekomendasikan"),
            "when": "variant == 'first'",
        },
        {
            "key": "sign",
            "action": "sign",
            "role": "kepala_dpmptsp",
            "agency": "dpmptsp",
            "working_days": 2,
            "label": w("Menandatangani"),
        },
    ],
    "clock": {"working_days": 5, "when_overdue": "auto_issue", "pauses_on": ["returned"], "while_silent": "runs_on"},
    "practice_modes": ["facility"],
    "profession": "perawat",
    "outputs": [
        {
            "document": "practice_licence",
            "name": w("Surat Izin Praktik"),
            "template": "practice_licence",
            "number_format": "{serial}/{service}/{year}",
            "signer_roles": ["kepala_dpmptsp", "kepala_dinkes"],
        }
    ],
    "examples": [
        {
            "name": "first",
            "variant": "first",
            "answers": {"facility": "F-1"},
            "pages": ["place"],
            "steps": ["verify", "recommend", "sign"],
        },
        {
            "name": "renewal",
            "variant": "renewal",
            "facts": {"ask": ["number"]},
            "answers": {"facility": "F-1", "number": "AB123"},
            "pages": ["place", "registration"],
            "steps": ["verify", "sign"],
        },
    ],
}


def a_service(**changes: Any) -> dict[str, Any]:
    """Return the data of a definition; `changes` name key paths with `__`, such as steps__0__role="nobody"."""
    data = deepcopy(_SERVICE)
    for path, value in changes.items():
        *way, last = (int(part) if part.isdigit() else part for part in path.split("__"))
        target: Any = data
        for part in way:
            target = target[part]
        target[last] = value
    return data


def a_closed_service() -> dict[str, Any]:
    """Return the data of a definition that carries its standard only."""
    data = a_service(open=False)
    for key in ("preconditions", "prefill", "form", "steps", "clock", "outputs", "examples"):
        del data[key]
    data["standard"] |= {"procedure": w("Anda datang ke kantor")}
    return data


def a_definition(**changes: Any) -> ServiceDefinition:
    return definition_of(a_service(**changes))


def faults(**changes: Any) -> list[str]:
    """Return what the checker says about a_service(**changes)."""
    return [str(finding) for finding in check({"sip-perawat.yaml": a_service(**changes)}, KNOWN)]

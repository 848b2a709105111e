"""Build the frozen definition from the plain data of a file or of a published version."""

from collections.abc import Callable, Mapping
from typing import Any

from mpp.catalogue.definition import (
    Action,
    Clock,
    Example,
    LegalBasis,
    Output,
    Precondition,
    PrefillItem,
    Requirement,
    RequirementKind,
    Sector,
    ServiceDefinition,
    StandardPart,
    Stated,
    Step,
    Validity,
    Variant,
    WhenOverdue,
    WhileSilent,
)
from mpp.eforms.form import Form
from mpp.eforms.parse import BadForm, condition_of, form_of, words_of
from mpp.eforms.words import Words
from mpp.evidence.rules.eligibility import Mode
from mpp.evidence.rules.facts import Source
from mpp.identity.rules import Assurance
from mpp.tenancy.rules import AgencyKind

type Data = Mapping[str, Any]


class BadDefinition(ValueError):
    """path: key path in the file, such as `steps[1].when`"""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


def definition_of(data: Data) -> ServiceDefinition:
    """Return the definition that `data` (valid under DEFINITION_SCHEMA) describes. Raises BadDefinition."""
    try:
        return _definition(data)
    except BadForm as error:
        raise BadDefinition(error.path, error.reason) from error


def _definition(data: Data) -> ServiceDefinition:
    modes = tuple(Mode(mode) for mode in data.get("practice_modes", ()))
    return ServiceDefinition(
        slug=data["slug"],
        version=data["version"],
        names=Words(**data["names"]),
        short=Words(**data["short"]),
        sector=Sector(data["sector"]),
        group=Words(**data["group"]),
        open=data["open"],
        words=tuple(data["words"]),
        life_events=tuple(data["life_events"]),
        authority=Words(**data["authority"]),
        legal_basis=tuple(LegalBasis(**each) for each in data["legal_basis"]),
        standard={part: _stated(data["standard"][part]) for part in StandardPart},
        variants=_each(data, "variants", _variant),
        requirements=_each(data, "requirements", _requirement),
        unverified=frozenset(data.get("unverified", ())),
        fee_idr=data["fee_idr"],
        preconditions=tuple(Precondition(code) for code in data.get("preconditions", ())),
        prefill=_each(data, "prefill", _prefill),
        form=_form(data, modes),
        steps=_each(data, "steps", _step),
        clock=_clock(data.get("clock")),
        validity=Validity(**data.get("validity", {})),
        max_places=data.get("max_places", 0),
        practice_modes=modes,
        outputs=tuple(_output(each, data["slug"]) for each in data.get("outputs", ())),
        profession=data.get("profession", ""),
        assurance=Assurance[data.get("assurance", "substantial").upper()],
        handed_in_by=frozenset(data.get("handed_in_by", ())),
        triggers=tuple(data.get("triggers", ())),
        examples=_each(data, "examples", _example),
    )


def _each[T](data: Data, name: str, build: Callable[[Data, str], T]) -> tuple[T, ...]:
    return tuple(build(each, f"{name}[{number}]") for number, each in enumerate(data.get(name, ())))


def _stated(value: str | Data) -> Words | Stated:
    return Stated(value) if isinstance(value, str) else Words(**value)


def _variant(data: Data, path: str) -> Variant:
    return Variant(key=data["key"], name=Words(**data["name"]), help=words_of(data.get("help")))


def _requirement(data: Data, path: str) -> Requirement:
    return Requirement(
        key=data["key"],
        name=Words(**data["name"]),
        source=Source(data["source"]),
        kind=RequirementKind(data["kind"]),
        fallback=words_of(data.get("fallback")),
        letter=data.get("letter", ""),
        note=words_of(data.get("note")),
        when=condition_of(data.get("when"), f"{path}.when"),
    )


def _prefill(data: Data, path: str) -> PrefillItem:
    return PrefillItem(key=data["key"], path=data["path"], label=Words(**data["label"]))


def _form(data: Data, modes: tuple[Mode, ...]) -> Form:
    constants = {"practice_modes": [mode.value for mode in modes], "profession": data.get("profession", "")}
    if "form" not in data:
        return Form(pages=(), constants=constants)
    try:
        return form_of(data["form"], constants=constants)
    except BadForm as error:
        raise BadForm(f"form.{error.path}", error.reason) from error


def _step(data: Data, path: str) -> Step:
    return Step(
        key=data["key"],
        action=Action(data["action"]),
        role=data["role"],
        agency=AgencyKind(data["agency"]),
        working_days=data["working_days"],
        label=Words(**data["label"]),
        when=condition_of(data.get("when"), f"{path}.when"),
    )


def _clock(data: Data | None) -> Clock | None:
    if data is None:
        return None
    return Clock(
        working_days=data["working_days"],
        when_overdue=WhenOverdue(data["when_overdue"]),
        pauses_on=tuple(data.get("pauses_on", ())),
        confirmation_days=data.get("confirmation_days", 0),
        # Versions published before the rule was stated were decided by the same one.
        while_silent=WhileSilent(data.get("while_silent", WhileSilent.RUNS_ON)),
    )


def _output(data: Data, slug: str) -> Output:
    return Output(
        document=data["document"],
        name=Words(**data["name"]),
        template=data["template"],
        # One common definition serves many services; the rest of the format is for `documents` to fill.
        number_format=data["number_format"].replace("{service}", slug.upper()),
        signer_roles=tuple(data["signer_roles"]),
    )


def _example(data: Data, path: str) -> Example:
    return Example(
        name=data["name"],
        variant=data["variant"],
        answers=dict(data["answers"]),
        facts=dict(data.get("facts", {})),
        pages=tuple(data["pages"]),
        steps=tuple(data["steps"]),
    )

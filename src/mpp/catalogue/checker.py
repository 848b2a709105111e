"""Prove a definition before it may be published: every finding names the file, the key path and the reason."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mpp.catalogue.definition import Action, ServiceDefinition, StandardPart, Stated
from mpp.catalogue.life_events import LIFE_EVENT_SLUGS
from mpp.catalogue.local import LOCAL
from mpp.catalogue.parse import BadDefinition, definition_of
from mpp.catalogue.schema import shape_faults
from mpp.eforms.conditions import BadCondition, Condition
from mpp.eforms.form import Widget
from mpp.eforms.schema import answer_faults
from mpp.evidence.rules.facts import Key

#: Parts of the standard that the definition itself can say.
DERIVABLE = frozenset(
    {
        StandardPart.REQUIREMENTS,
        StandardPart.PROCEDURE,
        StandardPart.DURATION,
        StandardPart.FEE,
        StandardPart.PRODUCT,
        StandardPart.LEGAL_BASIS,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What exists outside the catalogue, told by those who own it.

    number_format_problems: why a format cannot make official numbers, empty when it can (`documents.rules`)
    """

    roles: Collection[str]
    templates: Collection[str]
    number_format_problems: Callable[[str], Collection[str]]


@dataclass(frozen=True, slots=True)
class Finding:
    file: str
    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.path}: {self.reason}"


type _Found = Iterator[tuple[str, str]]


def check(files: Mapping[str, Mapping[str, Any]], known: Known) -> tuple[Finding, ...]:
    """Return everything wrong with `files` (file name -> merged data); empty when all may be published."""
    findings: list[Finding] = []
    definitions: dict[str, ServiceDefinition] = {}
    for name, data in files.items():
        found = faults(data, known)
        findings += (Finding(name, path, reason) for path, reason in found)
        if not found:
            definitions[name] = definition_of(data)
    findings += _faults_together(definitions)
    return tuple(findings)


def faults(data: Mapping[str, Any], known: Known) -> tuple[tuple[str, str], ...]:
    """Return what is wrong with one definition by itself: (key path, reason)."""
    if found := shape_faults(data):
        return tuple((path or "(whole file)", reason) for path, reason in found)
    try:
        return tuple(_faults(definition_of(data), known))
    except BadDefinition as error:
        return ((error.path, error.reason),)


def _faults(definition: ServiceDefinition, known: Known) -> _Found:
    for rule in (_names, _standard, _unverified, _conditions):
        yield from rule(definition, known)
    if definition.open:
        for rule in (_prefill, _letters, _steps, _outputs, _modes, _paths, _examples):
            yield from rule(definition, known)


def _names(definition: ServiceDefinition, known: Known) -> _Found:
    for path, keys in {
        "variants": [variant.key for variant in definition.variants],
        "requirements": [requirement.key for requirement in definition.requirements],
        "prefill": [item.key for item in definition.prefill],
        "steps": [step.key for step in definition.steps],
        "examples": [example.name for example in definition.examples],
    }.items():
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield path, f"{key!r} is given twice"
    for key in (*(page.key for page in definition.form.pages), *(field.key for field in definition.form.fields)):
        if key.startswith(LOCAL):
            yield "form.pages", f"{key!r} begins like what a region asks for beyond the nation"
    for event in definition.life_events:
        if event not in LIFE_EVENT_SLUGS:
            yield "life_events", f"there is no life event {event!r}"


def _standard(definition: ServiceDefinition, known: Known) -> _Found:
    for part, stated in definition.standard.items():
        if stated is not Stated.DERIVED:
            continue
        if part not in DERIVABLE:
            yield f"standard.{part}", "cannot be derived: give its text in both languages, or say missing"
        elif not definition.open and part in (StandardPart.PROCEDURE, StandardPart.DURATION, StandardPart.PRODUCT):
            yield f"standard.{part}", "a service that is not open has no steps, clock or outputs to derive it from"
        elif part is StandardPart.FEE and definition.fee_idr is None:
            yield "standard.fee", "there is no fee_idr to derive it from"


def _unverified(definition: ServiceDefinition, known: Known) -> _Found:
    for path in sorted(definition.unverified):
        target: object = definition
        for name in path.split("."):
            target = getattr(target, name, None)
        if target is None:
            yield "unverified", f"{path!r} names nothing in this definition"


def _conditions(definition: ServiceDefinition, known: Known) -> _Found:
    """Every condition must be answerable when nothing is known yet."""
    blank = definition.blank_case(definition.variants[0].key)
    context = {
        "answers": {field.key: field.blank for field in definition.form.fields},
        "facts": blank.facts,
        "variant": blank.variant,
        "service": definition.form.constants,
    }
    for path, condition in _all_conditions(definition):
        try:
            condition.holds(context)
        except BadCondition as error:
            yield path, f"on an empty form: {error}"


def _all_conditions(definition: ServiceDefinition) -> Iterator[tuple[str, Condition]]:
    for number, page in enumerate(definition.form.pages):
        if page.when:
            yield f"form.pages[{number}].when", page.when
        for position, field in enumerate(page.fields):
            if field.when:
                yield f"form.pages[{number}].fields[{position}].when", field.when
    for number, requirement in enumerate(definition.requirements):
        if requirement.when:
            yield f"requirements[{number}].when", requirement.when
    for number, step in enumerate(definition.steps):
        if step.when:
            yield f"steps[{number}].when", step.when


def _prefill(definition: ServiceDefinition, known: Known) -> _Found:
    for number, item in enumerate(definition.prefill):
        if item.path.split(".")[0] not in set(Key):
            yield f"prefill[{number}].path", f"no source knows {item.path!r}"
        if item.key in ("ask", "practice_unconfirmed"):
            yield f"prefill[{number}].key", f"{item.key!r} says something of its own to conditions"


def _letters(definition: ServiceDefinition, known: Known) -> _Found:
    """A letter that stands in for a source's word must never be what keeps somebody from handing in."""
    files = {field.key: field for field in definition.form.fields if field.widget is Widget.FILE}
    for number, requirement in enumerate(definition.requirements):
        if requirement.letter and (requirement.letter not in files or files[requirement.letter].required):
            yield f"requirements[{number}].letter", f"{requirement.letter!r} is no file question that may stay empty"


def _steps(definition: ServiceDefinition, known: Known) -> _Found:
    for number, step in enumerate(definition.steps):
        if step.role not in known.roles:
            yield f"steps[{number}].role", f"there is no role {step.role!r}"
    *before, last = definition.steps
    if last.action is not Action.SIGN or last.when is not None:
        yield f"steps[{len(before)}]", "the last step signs, without a condition: every path ends there"
    for number, step in enumerate(before):
        if step.action is Action.SIGN:
            yield f"steps[{number}].action", "only the last step signs: a second end"
    if definition.clock is not None:
        target = sum(step.working_days for step in definition.steps)
        if target > definition.clock.working_days:
            yield (
                "steps",
                f"the offices' own targets add up to {target} days, the clock has {definition.clock.working_days}",
            )


def _outputs(definition: ServiceDefinition, known: Known) -> _Found:
    signer = definition.steps[-1].role
    for number, output in enumerate(definition.outputs):
        path = f"outputs[{number}]"
        if output.template not in known.templates:
            yield f"{path}.template", f"there is no template {output.template!r}"
        for role in output.signer_roles:
            if role not in known.roles:
                yield f"{path}.signer_roles", f"there is no role {role!r}"
        if signer not in output.signer_roles:
            yield f"{path}.signer_roles", f"the role {signer!r} of the signing step may not sign this document"
        for problem in known.number_format_problems(output.number_format):
            yield f"{path}.number_format", problem


def _modes(definition: ServiceDefinition, known: Known) -> _Found:
    if definition.sector == "sip_nakes" and not (definition.practice_modes and definition.profession):
        yield "practice_modes", "a practice licence names its profession and where it may be practised"


def _paths(definition: ServiceDefinition, known: Known) -> _Found:
    """Every step must be reached by an example, or by a blank case of some variant."""
    reached = {
        step.key for situation in definition.situations() for step in definition.steps_for(definition.filled(situation))
    }
    for number, step in enumerate(definition.steps):
        if step.key not in reached:
            yield f"steps[{number}]", f"no variant and no example reaches the step {step.key!r}"


def _examples(definition: ServiceDefinition, known: Known) -> _Found:
    for number, example in enumerate(definition.examples):
        path = f"examples[{number}]"
        if definition.variant(example.variant) is None:
            yield f"{path}.variant", f"there is no variant {example.variant!r}"
            continue
        shape = answer_faults(definition.form, example.answers)
        yield from ((f"{path}.answers", fault) for fault in shape)
        if shape:
            continue
        filling = definition.filled(definition.example_case(example))
        pages = tuple(asked.page.key for asked in filling.pages)
        if pages != example.pages:
            yield f"{path}.pages", f"expected {list(example.pages)}, the form asks {list(pages)}"
        steps = tuple(step.key for step in definition.steps_for(filling))
        if steps != example.steps:
            yield f"{path}.steps", f"expected {list(example.steps)}, the case goes through {list(steps)}"
        for page, fields in filling.missing.items():
            yield f"{path}.answers", f"leaves open {', '.join(fields)} on the page {page!r}"


def _faults_together(definitions: Mapping[str, ServiceDefinition]) -> Iterable[Finding]:
    """What only shows when all definitions are seen: slugs, triggers, pages that nobody is ever asked."""
    slugs = [definition.slug for definition in definitions.values()]
    asked = {page for definition in definitions.values() for example in definition.examples for page in example.pages}
    for name, definition in definitions.items():
        if slugs.count(definition.slug) > 1:
            yield Finding(name, "slug", f"{definition.slug!r} is the slug of another file too")
        if name.removesuffix(".yaml") != definition.slug:
            yield Finding(name, "slug", f"the file of {definition.slug!r} is named {definition.slug}.yaml")
        for trigger in definition.triggers:
            if trigger not in slugs:
                yield Finding(name, "triggers", f"there is no service {trigger!r}")
        for number, page in enumerate(definition.form.pages):
            # One common form serves many services, so one example of any of them is enough.
            if page.key not in asked:
                yield Finding(
                    name, f"form.pages[{number}]", f"no example of any service is asked the page {page.key!r}"
                )

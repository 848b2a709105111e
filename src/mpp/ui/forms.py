"""A Django form as templates like it: each field with what was typed and what is wrong, and the list of errors on top.

Macros of `ui/components.html` take a `Field`; whoever has no Django form makes one with `Field(name, value, error)`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from django.forms import BaseForm


@dataclass(frozen=True, slots=True)
class Field:
    """One question.

    value: what was typed or is known; a tuple for questions with several answers
    error: one sentence, "" when there is none
    """

    name: str
    value: object = ""
    error: str = ""

    @property
    def id(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Option:
    """One answer among several.

    hint: a line below the text     reveals: HTML that shows while the answer is chosen (Markup from another macro)
    """

    value: str
    text: str
    hint: str = ""
    reveals: str = ""


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the error summary; `href` leads to the field."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class FormState:
    """All fields by name, and the errors in the order of the form."""

    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))
    errors: tuple[ErrorLink, ...] = ()

    def __getitem__(self, name: str) -> Field:
        return self.fields[name]

    def without(self, names: Collection[str]) -> "FormState":
        """Return the same form with these fields empty: what is secret is never sent back."""
        fields = {name: replace(it, value="") if name in names else it for name, it in self.fields.items()}
        return FormState(MappingProxyType(fields), self.errors)


def form_state(form: BaseForm) -> FormState:
    """Return what a template shows of `form`: typed values are kept, also the wrong ones."""
    fields = {}
    errors = [ErrorLink(str(text), "#main-content") for text in form.non_field_errors()]
    for bound in form:
        messages = [str(text) for text in bound.errors]
        value = bound.value()
        shown = tuple(value) if isinstance(value, list) else ("" if value is None else value)
        fields[bound.name] = Field(bound.html_name, shown, messages[0] if messages else "")
        errors += [ErrorLink(text, f"#{bound.html_name}") for text in messages]
    return FormState(MappingProxyType(fields), tuple(errors))

"""What a mandate allows: the questions that the offer and the officer's page share."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from mpp.mandates.queries import Mandate
from mpp.mandates.rules import MOST_ACTS, Act, Kind
from mpp.mandates.wired import service_names
from mpp.mandates.words import ACTS
from mpp.ui.forms import Option


class ScopeForm(forms.Form):
    """boleh: what the agent may do     layanan: in which services, none for every one"""

    boleh = forms.MultipleChoiceField(choices=[(act.value, act.value) for act in Act], required=False)
    layanan = forms.MultipleChoiceField(required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["layanan"].choices = [(slug, slug) for slug in service_names("id")]  # type: ignore[attr-defined]  # a MultipleChoiceField

    def check_scope(self, kind: str | None) -> None:
        """Complain where nothing was said of what the agent may do, and that kind of mandate needs it."""
        if kind in set(Kind) and MOST_ACTS[Kind(kind)] and not self.cleaned_data.get("boleh"):
            self.add_error("boleh", _("Pilih sedikitnya satu."))

    def acts(self, kind: Kind) -> frozenset[Act]:
        """Return what was chosen, of what the kind allows."""
        return frozenset(map(Act, self.cleaned_data["boleh"])) & MOST_ACTS[kind]

    @property
    def services(self) -> frozenset[str]:
        return frozenset(self.cleaned_data["layanan"])


@dataclass(frozen=True, slots=True)
class ScopeShown:
    """acts, services: as the macro `checkboxes` takes them"""

    acts: tuple[Option, ...]
    services: tuple[Option, ...]


def scope_shown(lang: str) -> ScopeShown:
    """Return what there is to choose from."""
    return ScopeShown(
        acts=tuple(Option(act, _upper(str(text))) for act, text in ACTS.items()),
        services=tuple(Option(slug, name) for slug, name in service_names(lang).items()),
    )


def acts_in_words(mandate: Mandate) -> str:
    """Return what the agent may do, as one sentence; a clinic lays before its people what it has prepared."""
    if not mandate.acts:
        return _("Menyiapkan permohonan yang diperiksa dan dikirim orangnya sendiri")
    return _upper(", ".join(str(ACTS[act]) for act in Act if act in mandate.acts))


def services_in_words(mandate: Mandate, lang: str) -> str:
    """Return in which services, by their names."""
    if not mandate.services:
        return _("Semua layanan")
    names = service_names(lang)
    return ", ".join(sorted(names.get(slug, slug) for slug in mandate.services))


def _upper(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"

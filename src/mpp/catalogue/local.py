"""What a region asks for beyond the nation: a file or a statement, always with the regulation that calls for it.

A service as a region offers it is the national definition with these among its requirements and in its form, on a page
of their own before the declaration; so whoever reads a case, fills it or judges it needs to know nothing of regions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mpp.catalogue.definition import LegalBasis, Requirement, RequirementKind, ServiceDefinition
from mpp.eforms.conditions import Condition, compiled
from mpp.eforms.form import Field, Form, Page, Widget
from mpp.eforms.words import Words
from mpp.evidence.rules.eligibility import Mode
from mpp.evidence.rules.facts import Source

#: Key of the page that asks for them. No national page and no national field may begin with it (`checker`).
LOCAL = "local"

_TITLE = Words("Persyaratan daerah ini", "What this region asks for")
_HELP = Words(
    "Di luar persyaratan nasional, daerah tempat praktik Anda meminta ini berdasarkan peraturannya sendiri.",
    "Beyond the national requirements, the region of your practice place asks for this under its own regulation.",
)
_WIDGETS = {RequirementKind.DOCUMENT: Widget.FILE, RequirementKind.DATA: Widget.DECLARATION}
#: Where a practice is -> the condition, and whom it asks. A form that does not ask where has facilities only.
_MODE_FIELD = "practice_mode"
_ONLY_AT: Mapping[str, tuple[str, Words]] = {
    Mode.OWN: (f"answers.{_MODE_FIELD} == 'own'", Words("Untuk praktik mandiri", "For a practice of your own")),
    Mode.FACILITY: (
        f"answers.{_MODE_FIELD} != 'own'",
        Words("Untuk praktik di fasilitas", "For practice at a facility"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRequirement:
    """Something a region asks for beyond the nation.

    kind: a document to be sent, or data: a statement to be ticked, whose words are the name
    only_at: asked of practices of that mode only, "" for all
    """

    key: str
    name: Words
    kind: RequirementKind
    basis: LegalBasis
    only_at: str = ""

    @classmethod
    def of_plain(cls, data: Mapping[str, Any]) -> "LocalRequirement":
        return cls(
            key=data["key"],
            name=Words(**data["name"]),
            kind=RequirementKind(data["kind"]),
            basis=LegalBasis(**data["basis"]),
            only_at=data.get("only_at", ""),
        )

    def to_plain(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "name": {"id": self.name.id, "en": self.name.en},
            "kind": self.kind.value,
            "basis": {
                "instrument": self.basis.instrument,
                "article": self.basis.article,
                "since": self.basis.since,
                "verified": self.basis.verified,
            },
            "only_at": self.only_at,
        }

    @property
    def field_key(self) -> str:
        """The key of its question, and of the requirement in the region's definition."""
        return f"{LOCAL}_{self.key}"

    @property
    def basis_words(self) -> Words:
        law = ", ".join(filter(None, (self.basis.instrument, self.basis.article)))
        return Words(f"Dasar: {law}.", f"Legal basis: {law}.")

    def requirement(self) -> Requirement:
        return Requirement(
            key=self.field_key,
            name=self.name,
            source=Source.CITIZEN,
            kind=self.kind,
            note=self._note(),
            when=self._when(),
        )

    def field(self) -> Field:
        return Field(
            key=self.field_key,
            label=self.name,
            widget=_WIDGETS[self.kind],
            help=self.basis_words,
            when=self._when(),
        )

    def _note(self) -> Words:
        asked = Words("Diminta daerah ini.", "Asked for by this region.")
        whom = _ONLY_AT[self.only_at][1] if self.only_at else None
        parts = [f"{whom.id}." if whom else "", asked.id, self.basis_words.id]
        parts_en = [f"{whom.en}." if whom else "", asked.en, self.basis_words.en]
        return Words(" ".join(filter(None, parts)), " ".join(filter(None, parts_en)))

    def _when(self) -> Condition | None:
        return compiled(_ONLY_AT[self.only_at][0]) if self.only_at else None


def is_local(field: Field) -> bool:
    """Return whether a question is asked for a region's own requirement."""
    return field.key.startswith(f"{LOCAL}_")


def modes(definition: ServiceDefinition) -> tuple[Mode, ...]:
    """Return the modes of practice that the form asks to choose from, none where it does not ask."""
    is_asked = _MODE_FIELD in definition.form.blanks and len(definition.practice_modes) > 1
    return definition.practice_modes if is_asked else ()


def with_local(definition: ServiceDefinition, asked: Iterable[LocalRequirement]) -> ServiceDefinition:
    """Return the definition with what a region asks for among its requirements and in its form."""
    local = tuple(each for each in asked if not each.only_at or _MODE_FIELD in definition.form.blanks)
    if not local:
        return definition
    page = Page(key=LOCAL, title=_TITLE, help=_HELP, fields=tuple(each.field() for each in local))
    return replace(
        definition,
        requirements=(*definition.requirements, *(each.requirement() for each in local)),
        form=_with_page(definition.form, page),
    )


def _with_page(form: Form, page: Page) -> Form:
    """Return the form with a page before its declaration, which is said of all that was answered."""
    pages = form.pages
    ends_declaring = pages and any(field.widget is Widget.DECLARATION for field in pages[-1].fields)
    place = len(pages) - 1 if ends_declaring else len(pages)
    return Form(pages=(*pages[:place], page, *pages[place:]), constants=form.constants)

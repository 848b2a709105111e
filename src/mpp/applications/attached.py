"""The documents that a case rests on: the answer to a file question is the id of an upload.

A document that was refused or removed is no answer: of a draft it counts as missing, of a case it waits to be mended.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from uuid import UUID

from mpp.applications.content import Content
from mpp.applications.queries.case import Case
from mpp.catalogue.definition import ServiceDefinition
from mpp.eforms.form import Widget
from mpp.foundation.actor import Actor
from mpp.uploads.queries import UploadView, named, of_case
from mpp.uploads.rules import USABLE, State


@dataclass(frozen=True, slots=True)
class Attached:
    """What the file questions are answered with. answers: field -> id     uploads: field -> what lies behind it"""

    answers: Mapping[str, UUID]
    uploads: Mapping[str, UploadView]

    def usable(self, content: Content) -> Content:
        """Return the content without the answers behind which there is nothing any more."""
        gone = {key: "" for key in self.answers if not self._is_in(key, USABLE)}
        return content.with_answers(gone) if gone else content

    def not_clean(self, given: Container[str]) -> int:
        """Return how many documents nobody may open: not examined yet, refused or removed. given: answers that count"""
        return sum(key in given and not self._is_in(key, {State.CLEAN}) for key in self.answers)

    @property
    def unfit(self) -> dict[str, UploadView]:
        """The documents that were refused, by field."""
        return {key: found for key, found in self.uploads.items() if found.state is State.REFUSED}

    def _is_in(self, key: str, states: frozenset[State] | set[State]) -> bool:
        found = self.uploads.get(key)
        return found is not None and found.state in states


NOTHING = Attached({}, {})


def answers_of(definition: ServiceDefinition, content: Content) -> dict[str, UUID]:
    """Return the uploads that the answers name, by field."""
    keys = [field.key for field in definition.form.fields if field.widget is Widget.FILE]
    return {key: found for key in keys if (found := upload_id_of(content.answers.get(key, ""))) is not None}


def upload_id_of(answer: object) -> UUID | None:
    """Return the id that an answer holds, None where it holds none."""
    if not answer:
        return None
    try:
        return UUID(str(answer))
    except ValueError:
        return None


def own(definition: ServiceDefinition, content: Content, *, actor: Actor) -> Attached:
    """Return what the acting person has attached."""
    answers = answers_of(definition, content)
    if not answers:
        return NOTHING
    found = named(answers.values(), actor=actor)
    return Attached(answers, {key: found[upload_id] for key, upload_id in answers.items() if upload_id in found})


def of(case: Case, definition: ServiceDefinition, content: Content, *, actor: Actor) -> Attached:
    """Return what the applicant has attached to a case, for whoever may see the case."""
    answers = answers_of(definition, content)
    if not answers:
        return NOTHING
    given = of_case(case.id, holder=case.person_id, actor=actor)
    return Attached(
        answers,
        {key: given[key] for key, upload_id in answers.items() if key in given and given[key].id == upload_id},
    )

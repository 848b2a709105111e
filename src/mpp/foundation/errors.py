"""Refusals: errors the caller can act on. Anything else is a defect and may crash loudly."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of refusal; the one handler in `ui` turns it into an HTTP status."""

    NOT_FOUND = "not-found"
    FORBIDDEN = "forbidden"
    CONFLICT = "conflict"
    INVALID = "invalid"
    UNAVAILABLE = "unavailable"
    TOO_MANY = "too-many"


class DomainError(Exception):
    """A refusal the caller can act on.

    code: stable, kebab-case     kind: decides the status
    title: one sentence in English for the API; pages translate by code
    facts: values the reader may see, never personal data
    """

    code = "refused"
    kind = Kind.INVALID
    title = "This is not possible"

    def __init__(self, **facts: object) -> None:
        super().__init__(f"{self.code} {facts}" if facts else self.code)
        self.facts = facts


class NotFound(DomainError):
    """Nothing here that is the actor's to know: existence is information too."""

    code, kind, title = "not-found", Kind.NOT_FOUND, "There is nothing here"


class Forbidden(DomainError):
    code, kind, title = "forbidden", Kind.FORBIDDEN, "This is not yours to do"


class StaleVersion(DomainError):
    """Somebody else was faster; both versions are told."""

    code, kind, title = "stale-version", Kind.CONFLICT, "Somebody else has changed this in the meantime"


class Unavailable(DomainError):
    """An outside system gives no answer; the case waits and resumes."""

    code, kind, title = "unavailable", Kind.UNAVAILABLE, "A system we depend on does not answer"

"""Where the national index says that an applicant practises: offered, compared, never decisive."""

from datetime import date

from mpp.applications.content import Content
from mpp.applications.situation import facility_code, health_worker, licences, registrations
from mpp.catalogue.definition import ServiceDefinition
from mpp.evidence.rules.facts import Fact, Key, State, best
from mpp.evidence.rules.values import Practitioner, Workplace, from_plain
from mpp.evidence.rules.workplaces import Difference, PlaceOnRecord, current, differences, side_by_side, to_offer


def told(content: Content) -> Fact | None:
    """Return what the index said, None where the service does not ask it."""
    return best(content.facts, Key.PRACTITIONER)


def practitioner(content: Content) -> Practitioner | None:
    """Return the applicant in the index, None while it is silent or knows nobody."""
    fact = told(content)
    return from_plain(Practitioner, fact.value) if fact is not None and fact.state is State.KNOWN else None


def offered(definition: ServiceDefinition, content: Content, *, region_code: str, on: date) -> tuple[Workplace, ...]:
    """Return the places of the region for which the applicant most likely applies."""
    known = practitioner(content)
    if known is None:
        return ()
    return to_offer(
        known.workplaces,
        licences(content),
        profession=definition.profession,
        region_code=region_code,
        replaces=str(content.answers.get("replaced_number", "")),
        on=on,
    )


def at_the_place(content: Content, *, on: date) -> Workplace | None:
    """Return the practice at the facility applied for that the index knows already, None where it knows none."""
    known, code = practitioner(content), facility_code(content)
    if known is None or not code:
        return None
    return next((each for each in current(known.workplaces, on=on) if each.place_code == code), None)


def on_record(content: Content, *, on: date) -> tuple[PlaceOnRecord, ...]:
    """Return the licences and the practices of the applicant side by side."""
    known = practitioner(content)
    return side_by_side(known.workplaces if known else (), licences(content), on=on)


def disagreements(definition: ServiceDefinition, content: Content) -> tuple[Difference, ...]:
    """Return where the index says otherwise than the registers that answer for it."""
    known, name = practitioner(content), best(content.facts, Key.NAME)
    if known is None:
        return ()
    return differences(
        known,
        worker=health_worker(content),
        registrations=registrations(content),
        name=str(name.value or "") if name else "",
        profession=definition.profession,
    )

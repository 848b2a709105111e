"""Say which documents the answers of a draft name, and follow the case: held while it is decided, released after.

Writes:  UploadUse, Upload (when it expires)
Refuses: UploadNotFound, for a document of somebody else or one that cannot be given
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from mpp.foundation import audit
from mpp.foundation.actor import Actor
from mpp.foundation.operation import operation
from mpp.uploads import wired
from mpp.uploads.models import Upload, UploadUse
from mpp.uploads.queries import UploadNotFound, uses_of
from mpp.uploads.rules import USABLE, State, UseState, expires_at


@operation("uploads.rest_on", by={"pemohon"}, on="person_id", for_another={"prepare", "hand_in"})
def rest_on(
    *,
    person_id: UUID,
    application_id: UUID,
    service_slug: str,
    answers: Mapping[str, UUID],
    actor: Actor,
    now: datetime,
) -> None:
    """Keep what the case is given. answers: field -> upload, all of them; others the case has named it names no more"""
    _check_holder(person_id, actor)
    audit.note(case=str(application_id), uploads=sorted(map(str, answers.values())))
    wanted = set(answers.values())
    uploads = Upload.objects.select_for_update(of=("self",)).filter(person_id=person_id, pk__in=wanted)
    if {found.pk for found in uploads if found.state in USABLE} != wanted:
        raise UploadNotFound
    before = UploadUse.objects.filter(application_id=application_id)
    dropped = [use.upload_id for use in before if answers.get(use.field_key) != use.upload_id]
    before.exclude(field_key__in=list(answers)).delete()
    UploadUse.objects.bulk_create(
        [
            UploadUse(
                upload_id=upload_id,
                person_id=person_id,
                region_id=actor.region_id,
                application_id=application_id,
                service_slug=service_slug,
                field_key=field_key,
                since=now,
            )
            for field_key, upload_id in answers.items()
        ],
        update_conflicts=True,
        unique_fields=["person_id", "application_id", "field_key"],
        # Of a case that was returned the state stays: it is being decided all the same.
        update_fields=["upload", "since"],
    )
    _count_again([*wanted, *dropped], now)


@operation("uploads.hold", by={"sistem"}, on="person_id")
def hold(*, person_id: UUID, application_id: UUID, actor: Actor, now: datetime) -> None:
    """Keep what a case that has been handed in rests on for as long as it is not decided."""
    _follow(person_id, application_id, actor, UseState.OPEN, None, now)


@operation("uploads.release", by={"sistem"}, on="person_id")
def release(*, person_id: UUID, application_id: UUID, keep_until: date, actor: Actor, now: datetime) -> None:
    """Keep what a closed case rests on through `keep_until`, and no longer for its sake."""
    _follow(person_id, application_id, actor, UseState.CLOSED, keep_until, now)


@operation("uploads.let_go", by={"pemohon", "sistem"}, on="person_id")
def let_go(*, person_id: UUID, application_id: UUID, actor: Actor, now: datetime) -> None:
    """Keep nothing any longer for the sake of a draft that is deleted; the documents stay their holder's."""
    _check_holder(person_id, actor)
    audit.note(case=str(application_id))
    uses = UploadUse.objects.filter(application_id=application_id, region_id=actor.region_id, state=UseState.DRAFT)
    uploads = list(uses.values_list("upload_id", flat=True))
    uses.delete()
    _count_again(uploads, now)


def _check_holder(person_id: UUID, actor: Actor) -> None:
    """Refuse to speak of the documents of anybody but the acting person, in whose chain the line stands."""
    if actor.person_id != person_id:
        raise UploadNotFound


def _follow(
    person_id: UUID, application_id: UUID, actor: Actor, state: UseState, until: date | None, now: datetime
) -> None:
    _check_holder(person_id, actor)
    audit.note(case=str(application_id))
    uses = UploadUse.objects.filter(application_id=application_id, region_id=actor.region_id)
    # What is closed stays closed: facts may be heard twice, and late.
    moving = uses.exclude(state=UseState.CLOSED)
    uploads = list(moving.values_list("upload_id", flat=True))
    moving.update(state=state, since=now, keep_until=until)
    _count_again(uploads, now)


def _count_again(upload_ids: Iterable[UUID], now: datetime) -> None:
    for found in Upload.objects.filter(pk__in=list(upload_ids)).prefetch_related("uses"):
        found.expires_at = expires_at(
            State(found.state), touched_at=found.touched_at, uses=uses_of(found), keep=wired.retention()
        )
        found.save(update_fields=["expires_at"])

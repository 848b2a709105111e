"""The worker's door to the provider: applications are told, keys are made, what is over is deleted."""

from dataclasses import replace
from uuid import UUID

import structlog
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as jobs

from mpp.federation import wired
from mpp.federation.listeners import TELL_JOB
from mpp.federation.operations.make_signing_key import make_signing_key
from mpp.federation.operations.sweep import sweep
from mpp.federation.ports import ApplicationRefuses, ApplicationUnavailable
from mpp.federation.queries.applications import by_id
from mpp.federation.queries.grants import grant
from mpp.federation.queries.keys import NoSigningKey
from mpp.federation.statements import logout_token
from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7

log = structlog.get_logger(__name__)

#: Tried again after 2, 4, 8 ... seconds, the last time after about an hour: a session elsewhere is over by then.
PATIENCE = RetryStrategy(max_attempts=11, exponential_wait=2, retry_exceptions={ApplicationUnavailable, NoSigningKey})


@jobs.task(name=TELL_JOB, queue="applications", retry=PATIENCE)
def tell_application(token_id: str, person_id: str, grant_id: str) -> None:
    """Tell an application that a sign-in is over; nothing happens where it does not want to be told.

    token_id: the same for every attempt
    """
    found = grant(UUID(grant_id), actor=replace(system(), person_id=UUID(person_id)))
    application = by_id(found.application_id) if found else None
    address = application.in_force.notify_address if application and application.in_force else ""
    if found is None or application is None or not address:
        return
    token = logout_token(
        application,
        person_id=UUID(person_id),
        session_id=found.session_id,
        token_id=UUID(token_id),
        now=utc_now(),
    )
    try:
        wired.back_channel().tell(address, token)
    except ApplicationRefuses as refused:
        # It will not take the same token later either; its tokens are void already.
        log.warning("logout-token-refused", application=application.client_id, facts=refused.facts)


@jobs.periodic(cron="*/10 * * * *")
@jobs.task(name="federation.make_signing_key", queue="housekeeping")
def make_key(timestamp: int) -> None:
    """Make the next signing key when it is due, and the first one of an installation.

    timestamp: Unix time for which the job was due
    """
    make_signing_key(key_id=uuid7(), actor=system(), now=utc_now())


@jobs.periodic(cron="47 1 * * *")
@jobs.task(name="federation.sweep", queue="housekeeping")
def sweep_tokens(timestamp: int) -> None:
    """Delete tokens and sign-ins that open nothing any more, every night.

    timestamp: as above
    """
    sweep(actor=system(), now=utc_now())

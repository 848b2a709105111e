"""What the provider hears. Each minds nothing of hearing twice."""

from dataclasses import replace
from datetime import datetime

from procrastinate.contrib.django import app as jobs

from mpp.federation.events import SignInEnded
from mpp.federation.operations.end_grant import sign_out
from mpp.foundation.actor import Actor
from mpp.foundation.outbox import fact_id
from mpp.identity.events import SessionEnded

#: Name of the job in `tasks`; a name, so that whoever only hears need not load what sends.
TELL_JOB = "federation.tell_application"


def end_what_rests_on_it(*, event: SessionEnded, actor: Actor, now: datetime) -> None:
    """End the sign-ins at applications that rest on a session which has ended."""
    sign_out(session_id=event.session_id, actor=replace(actor, person_id=event.person_id), now=now)


def tell_application(*, event: SignInEnded, actor: Actor, now: datetime) -> None:
    """Let the worker tell the application, where it wants to be told."""
    jobs.configure_task(TELL_JOB, queue="applications").defer(
        token_id=str(fact_id()), person_id=str(event.person_id), grant_id=str(event.grant_id)
    )

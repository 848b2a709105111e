"""What somebody had typed when the session ended: kept sealed, and given back on the form after signing in again.

A page that shows a form asks `restored_post(request)` and fills the form with it:

    form = PlaceForm(request.POST or restored_post(request) or None)

Only the person who typed it gets it back, for two hours; passphrases and files are not kept.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.http import QueryDict

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.cipher import seal_json
from mpp.foundation.ids import uuid7
from mpp.foundation.logs import SECRET_WORDS
from mpp.foundation.operation import hot_operation
from mpp.identity.queries import stashed
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.ui.request import Request

#: The query parameter under which the form finds its contents again.
PARAMETER = "pulihkan"
KEPT_FOR = timedelta(hours=2)
#: Characters in all; more than any form of ours asks for.
MOST_TYPED = 64_000


def restored_post(request: Request) -> QueryDict | None:
    """Return what the person had typed into this form before the session ended, None where there is nothing."""
    try:
        stash_id = UUID(request.GET[PARAMETER])
    except (KeyError, ValueError):
        return None
    kept = stashed(stash_id, path=request.path, actor=request.actor, now=request.now)
    if kept is None:
        return None
    typed = QueryDict(mutable=True)
    for name, values in kept.items():
        typed.setlist(name, values)
    typed._mutable = False
    return typed


def form_path(request: Request) -> str:
    """Return the path of the page on which the form stood: the referring one of ours, else the one posted to."""
    referring = urlsplit(request.headers.get("Referer", ""))
    return referring.path if referring.netloc == request.get_host() and referring.path else request.path


@hot_operation("identity.keep_typed", by=SIGNED_IN_ROLES)
def keep_typed(*, typed: QueryDict, path: str, actor: Actor, now: datetime) -> UUID | None:
    """Keep the texts of a posted form for the acting person; return under which id, None when it is too much.

    No audit line: a form that was not sent is no act.
    """
    kept = {name: values for name, values in typed.lists() if _may_be_kept(name)}
    if sum(len(name) + sum(map(len, values)) for name, values in kept.items()) > MOST_TYPED:
        return None
    stash_id = uuid7()
    sealed = seal_json(kept, table="identity_stash", field="fields", row=stash_id)
    hot.write(
        "SELECT mpp.stash_keep(%s, %s, %s, %s, %s)", [stash_id, actor.person_id, path[:500], sealed, now + KEPT_FOR]
    )
    return stash_id


def _may_be_kept(name: str) -> bool:
    return not any(word in name.lower() for word in SECRET_WORDS)

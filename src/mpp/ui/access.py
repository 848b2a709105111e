"""Who may use a view, and when it may write: every view says so, and a view that says nothing is refused."""

from collections.abc import Callable, Collection
from typing import Final

from mpp.foundation.actor import Actor

#: Nobody needs to be signed in.
EVERYONE: Final = "*"
#: Whoever is signed in, in whichever capacity.
SIGNED_IN: Final = "+"

SIGN_IN_PATH: Final = "/masuk"


def open_to[View: Callable[..., object]](*roles: str, for_another: Collection[str] = ()) -> Callable[[View], View]:
    """Mark a view with the roles that may use it.

    roles: role identifiers (`pemohon`, `verifikator_dinkes`, ...), or EVERYONE, or SIGNED_IN
    for_another: what a mandate must let an agent do, one of these, to use it in another's name; on a view that names
    nothing everybody is himself
    """
    if not roles:
        raise ValueError("open_to() needs at least one role; write open_to(EVERYONE) for a public page")

    def mark(view: View) -> View:
        # Functions carry attributes, types cannot say so.
        view.open_to = frozenset(roles)  # type: ignore[attr-defined]
        view.for_another = frozenset(for_another)  # type: ignore[attr-defined]
        return view

    return mark


def writes_on_get[View: Callable[..., object]](reason: str) -> Callable[[View], View]:
    """Let a view change the world while it answers a GET, which no other may.

    reason: one sentence; docs/reference/roles.md lists all of them
    """

    def mark(view: View) -> View:
        view.writes_on_get = reason  # type: ignore[attr-defined]  # as above
        return view

    return mark


def why_it_writes_on_get(view: object) -> str:
    """Return the reason why a view may write on GET, "" for all that may not."""
    return getattr(view, "writes_on_get", "")


def roles_of(view: object) -> frozenset[str] | None:
    """Return the roles a view is open to, or None where it does not say."""
    return getattr(view, "open_to", None)


def for_another(view: object) -> frozenset[str]:
    """Return what a mandate must hold one of for a view to be used in another's name; nothing where it never is."""
    return getattr(view, "for_another", frozenset())


def may_use(actor: Actor, roles: frozenset[str], *, region_id: int | None) -> bool:
    """Return whether a signed-in actor may use a view with `roles` on the pages of `region_id` (None: national pages).

    An officer's actor keeps the officer's own region, so the pages of another region are not his; a citizen's actor
    follows the page.
    """
    if EVERYONE in roles:
        return True
    if region_id is not None and actor.region_id != region_id:
        return False
    return SIGNED_IN in roles or actor.role in roles

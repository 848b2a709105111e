"""Who may do what: every operation and every route with its roles, read from the code itself.

`mpp roles > docs/reference/roles.md` writes the page; house tests compare the two and try the routes one by one.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from mpp.identity.rules import CITIZEN
from mpp.tenancy.rules import ROLES
from mpp.ui.access import EVERYONE, SIGNED_IN, for_another, roles_of, why_it_writes_on_get

#: Whoever has not signed in, and the automation.
NOBODY, SYSTEM = "", "sistem"
#: Every role there is, in the order of the columns.
ALL_ROLES = (NOBODY, CITIZEN, *ROLES, SYSTEM)

WORDS = {EVERYONE: "everyone", SIGNED_IN: "whoever is signed in", NOBODY: "(before sign-in)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """An operation. name: as the audit line has it"""

    name: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An address. path: as in the URL configuration, `<slug:region>/petugas/`     roles: None where none are declared

    writes_on_get: why it may, "" for it may not
    """

    path: str
    view: Callable[..., object]
    roles: frozenset[str] | None
    writes_on_get: str

    @property
    def is_officers(self) -> bool:
        """Whether it belongs to the desk of a region, where an officer of another one is never let in."""
        return self.path.startswith("<slug:region>/petugas/")


def operations() -> tuple[Door, ...]:
    """Return every operation of the product, by name."""
    found = {
        door.operation_name: Door(name=door.operation_name, roles=door.operation_roles)
        for app in apps.get_app_configs()
        if app.name.startswith("mpp.")
        for module in _modules(app.name)
        for door in vars(importlib.import_module(module)).values()
        if hasattr(door, "operation_name")
    }
    return tuple(found[name] for name in sorted(found))


def _modules(package: str) -> Iterator[str]:
    """Yield the modules of a package that may hold operations: not its tests and migrations."""
    path = importlib.import_module(package).__path__
    for found in pkgutil.walk_packages(path, f"{package}."):
        if not {"tests", "migrations"} & set(found.name.split(".")):
            yield found.name


def routes() -> tuple[Route, ...]:
    """Return every route of the product, in the order in which they are looked up."""
    return tuple(_routes(get_resolver(), ""))


def _routes(resolver: URLResolver, before: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        path = f"{before}{entry.pattern}"
        if isinstance(entry, URLPattern):
            view = entry.callback
            yield Route(path=path, view=view, roles=roles_of(view), writes_on_get=why_it_writes_on_get(view))
        else:
            yield from _routes(entry, path)


def reference_page() -> str:
    """Return docs/reference/roles.md."""
    writing = [route for route in routes() if route.writes_on_get]
    lines = [
        "# Roles",
        "",
        "<!-- Written by `mpp roles`; change the operations and views it is read from instead. -->",
        "",
        "Operations are the only doors through which rows change; each names the roles it admits and refuses others.",
        "What an act on a case asks besides (whose turn it is, who has taken it) is the rule's to say.",
        "",
        "## Operations",
        "",
        f"| operation | {' | '.join(WORDS.get(role, role) for role in ALL_ROLES)} |",
        f"|---|{'---|' * len(ALL_ROLES)}",
        *(_operation_line(door) for door in operations()),
        "",
        "## Addresses",
        "",
        "An address below `<region>/petugas/` is open to officers of that very region only. An address that is not",
        "somebody's does not exist for him; whoever is not signed in is asked to sign in first.",
        "",
        "Where acts of a mandate are named, an agent may use it in another's name, if the mandate holds one of them.",
        "",
        "| address | open to | by a mandate |",
        "|---|---|---|",
        *(
            f"| `/{route.path}` | {_names(route.roles or frozenset())} | {_names(for_another(route.view))} |"
            for route in routes()
        ),
        "",
        "## Addresses that write on GET",
        "",
        "While any other GET is answered, operations refuse to run.",
        "",
        "| address | why |",
        "|---|---|",
        *(f"| `/{route.path}` | {route.writes_on_get} |" for route in writing),
    ]
    return "\n".join(lines) + "\n"


def _operation_line(door: Door) -> str:
    return f"| `{door.name}` | {' | '.join('yes' if role in door.roles else '' for role in ALL_ROLES)} |"


def _names(roles: frozenset[str]) -> str:
    return ", ".join(WORDS.get(role, f"`{role}`") for role in sorted(roles))

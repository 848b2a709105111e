"""What an act of a role reaches: in which regions, and which cases of which services, in words for whoever examines it.

Nothing is decided here: the moves of a case, the posts of offices and the steps of services are read where the acts
themselves read them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mpp.applications.rules import APPLICANT, MOVES, SYSTEM, Move, State
from mpp.applications.texts import STATES
from mpp.catalogue.definition import ServiceDefinition
from mpp.catalogue.settings import Offer
from mpp.tenancy.rules import AGENCY_NAMES, ROLES

CASES = "applications"
#: So few services are named, more are counted.
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Held:
    """The steps a role may hold. services: action -> names of the services that give it such a step"""

    services: Mapping[str, tuple[str, ...]]

    def of(self, action: str) -> tuple[str, ...]:
        """Return the services in which the role has a step of that kind, of any kind for ""."""
        if action:
            return self.services.get(action, ())
        return tuple(dict.fromkeys(name for names in self.services.values() for name in names))


def held_in_region(role: str, offers: Iterable[Offer], lang: str) -> Held:
    """Return the steps of a role in the services that a region has opened, with the signer it has chosen."""
    return _held(
        (step.action, offer.definition.short.of(lang))
        for offer in offers
        if offer.is_open
        for step in offer.steps
        if step.role == role
    )


def held_anywhere(role: str, definitions: Iterable[ServiceDefinition], lang: str) -> Held:
    """Return the steps that a role may hold in some region: a signature may be any post's that the service allows."""
    return _held(
        (step.action, definition.short.of(lang))
        for definition in definitions
        for number, step in enumerate(definition.steps, 1)
        if role == step.role or (number == len(definition.steps) and role in _signers(definition))
    )


def _signers(definition: ServiceDefinition) -> frozenset[str]:
    return frozenset(role for output in definition.outputs for role in output.signer_roles)


def _held(found: Iterable[tuple[str, str]]) -> Held:
    services: dict[str, list[str]] = {}
    for action, name in found:
        services.setdefault(str(action), []).append(name)
    return Held({action: tuple(dict.fromkeys(names)) for action, names in services.items()})


def where(role: str, lang: str) -> str:
    """Return in which regions a role acts."""
    post = ROLES.get(role)
    if post is None:
        return _("Di semua daerah, untuk diri sendiri atau untuk orang yang memberi kuasa.")
    if post.is_national:
        return _("Untuk seluruh negara: tidak terikat satu daerah dan tidak memegang langkah perkara.")
    if post.agency_kind is None:
        return _("Hanya di daerah tempat jabatan itu dipegang, pada hari-hari masa jabatannya.")
    office = AGENCY_NAMES[post.agency_kind]
    return _("Hanya di daerah dan kantor tempat jabatan itu dipegang (%(office)s), pada hari-hari masa jabatannya.") % {
        "office": office.title_en if lang == "en" else office.title_id
    }


def cases(operation: str, role: str, held: Held) -> str:
    """Return on which cases a role may do an act, "" for an act that is about no case."""
    package, _dot, act = operation.partition(".")
    if package != CASES:
        return ""
    move = MOVES.get(act)
    if move is None:
        return _("Permohonan sendiri") if role == APPLICANT else ""
    states = ", ".join(str(STATES[state]) for state in State if state in move.starts)
    return f"{_whose(move, held)}: {states}" if move.by != "turn" or held.of(move.action) else _whose(move, held)


def _whose(move: Move, held: Held) -> str:
    if move.by == APPLICANT:
        return _("Permohonan sendiri")
    if move.by == SYSTEM:
        return _("Semua permohonan")
    names = held.of(move.action)
    if not names:
        return _("Tidak ada: tidak satu layanan pun memberi jabatan ini langkah itu")
    services = (
        ", ".join(names)
        if len(names) <= MOST_NAMED
        else ngettext("%(num)s layanan", "%(num)s layanan", len(names)) % {"num": len(names)}
    )
    return _("Yang menunggu jabatan ini, pada %(services)s") % {"services": services}

"""What a region may decide about a service: switch it on, shorten the clock, name its signer, ask for something more
that a law of its own calls for. Nothing else."""

from dataclasses import dataclass, replace
from uuid import UUID

from mpp.catalogue.definition import Requirement, ServiceDefinition, Step
from mpp.catalogue.local import LocalRequirement
from mpp.eforms.rules import Filling
from mpp.tenancy.rules import ROLES


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionSettings:
    """One version of a region's decision. working_days: None: the nation's clock     signer_role: "" for the usual"""

    id: UUID
    region_id: int
    version: int
    is_open: bool
    working_days: int | None
    signer_role: str
    local_requirements: tuple[LocalRequirement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A service as one region offers it: the national definition under the region's settings.

    definition: with what the region asks for beyond the nation     settings: None where the region has never decided
    """

    definition: ServiceDefinition
    settings: RegionSettings | None

    @property
    def is_open(self) -> bool:
        return self.definition.open and self.settings is not None and self.settings.is_open

    @property
    def working_days(self) -> int | None:
        """Working days until the office must have decided; None where the definition has no clock."""
        own = self.settings.working_days if self.settings else None
        return own or (self.definition.clock.working_days if self.definition.clock else None)

    @property
    def signer_role(self) -> str:
        """The role that signs here, "" where nothing is signed yet."""
        own = self.settings.signer_role if self.settings else ""
        return own or (self.definition.steps[-1].role if self.definition.steps else "")

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        return self.definition.requirements

    def steps_for(self, filling: Filling) -> tuple[Step, ...]:
        """Return the steps of a case with this form, the last one with this region's signer."""
        *before, last = self.definition.steps_for(filling)
        return (*before, self._signed_here(last))

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps whatever the case, the last one with this region's signer."""
        steps = self.definition.steps
        return (*steps[:-1], self._signed_here(steps[-1])) if steps else ()

    def _signed_here(self, step: Step) -> Step:
        office = ROLES[self.signer_role].agency_kind
        return replace(step, role=self.signer_role, agency=office or step.agency)

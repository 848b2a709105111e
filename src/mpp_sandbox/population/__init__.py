"""The made-up people, facilities, registrations and licences that every simulated agency answers from."""

from mpp_sandbox.population.build import Population, population_on, today
from mpp_sandbox.population.cast import Appointment, DemoRegion, Role
from mpp_sandbox.population.facilities import Facility
from mpp_sandbox.population.health import Credits, Engagement, HealthWorker, Licence, Registration, RegistrationState
from mpp_sandbox.population.people import Address, Person, Sex, Standing
from mpp_sandbox.population.professions import PROFESSIONS, Profession

__all__ = [
    "PROFESSIONS",
    "Address",
    "Appointment",
    "Credits",
    "DemoRegion",
    "Engagement",
    "Facility",
    "HealthWorker",
    "Licence",
    "Person",
    "Population",
    "Profession",
    "Registration",
    "RegistrationState",
    "Role",
    "Sex",
    "Standing",
    "population_on",
    "today",
]

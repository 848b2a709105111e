"""The health-workforce register (SISDMK): profiles, practice licences, credit verdicts, and reports back to it."""

from mpp.adapters.workforce_registry.sisdmk import SisdmkRegistry

__all__ = ["SisdmkRegistry"]

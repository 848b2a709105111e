"""The register of health-worker registrations (STR), kept by the health council KKI."""

from mpp.adapters.registration_registry.kki import KkiRegistry

__all__ = ["KkiRegistry"]

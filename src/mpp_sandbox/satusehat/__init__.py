"""SATUSEHAT: client credentials and FHIR R4, read-only (DOMAIN.md 4.4)."""

from mpp_sandbox.satusehat.views import blueprint

__all__ = ["blueprint"]

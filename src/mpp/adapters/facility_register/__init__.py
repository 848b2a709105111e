"""The master list of health facilities, as SATUSEHAT publishes it."""

from mpp.adapters.facility_register.satusehat import SatusehatFacilities

__all__ = ["SatusehatFacilities"]

"""A region's own licensing archive, reached over the government service bus (SPLP)."""

from mpp.adapters.regional_register.sicantik import SicantikRegister, SicantikSettings

__all__ = ["SicantikRegister", "SicantikSettings"]

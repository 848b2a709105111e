"""The national index of practitioners, and where they practise, as SATUSEHAT publishes it."""

from mpp.adapters.practitioner_index.satusehat import SatusehatPractitioners

__all__ = ["SatusehatPractitioners"]

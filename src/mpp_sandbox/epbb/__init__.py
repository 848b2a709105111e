"""An application that a region already has: property tax, signed in to by MPP Digital (OpenID Connect client)."""

from mpp_sandbox.epbb.views import blueprint

__all__ = ["blueprint"]

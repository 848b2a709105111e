"""IKD and INApas as OpenID providers side by side: code with PKCE, pairwise subjects, consent in plain words."""

from mpp_sandbox.openid.houses import HOUSES, House
from mpp_sandbox.openid.views import blueprint

__all__ = ["HOUSES", "House", "blueprint"]

"""IKD, the digital identity, as an OpenID provider: code with PKCE, pairwise subjects, consent in plain words."""

from mpp_sandbox.ikd.views import blueprint

__all__ = ["blueprint"]

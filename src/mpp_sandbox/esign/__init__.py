"""BSrE, the certification authority for officials: sign, seal, user status, verify (DOMAIN.md 4.6)."""

from mpp_sandbox.esign.views import blueprint

__all__ = ["blueprint"]

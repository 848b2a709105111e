from mpp_sandbox.testing import outside, sandbox

__all__ = ["outside", "sandbox"]

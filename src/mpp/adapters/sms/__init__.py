"""Text messages as `identity.ports.CodeCourier`."""

"""An OpenID provider (IKD, INApas) as `identity.ports.IdentityProvider`."""

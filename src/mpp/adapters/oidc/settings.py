"""What an installation must say about one OpenID provider."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mpp.identity.rules import Assurance


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSettings:
    """One OpenID provider.

    issuer: exactly as the provider writes itself; discovery lies under it
    assurance: `acr` value -> how sure we are; a provider's unknown value counts as LOW
    timeout_seconds: for each call to the provider
    """

    issuer: str
    client_id: str
    client_secret: str
    scope: str = "openid profile nik phone email address"
    assurance: Mapping[str, Assurance] = field(default_factory=dict)
    timeout_seconds: float = 5.0

"""Where the provider is, and what it says about itself (OpenID Connect Discovery 1.0)."""

from typing import Any

from django.conf import settings

from mpp.federation.rules.scopes import CLAIMS
from mpp.federation.rules.statements import ACR

#: Everything of the provider's protocol stands under this path.
PREFIX = "/oidc"
ALGORITHM = "ES256"
CLIENT_PROOFS = ("client_secret_basic", "client_secret_post", "none")


def issuer() -> str:
    """Return the provider's name, which is its address."""
    return f"{settings.PUBLIC_URL}{PREFIX}"


def metadata() -> dict[str, Any]:
    """Return the discovery document."""
    here = issuer()
    return {
        "issuer": here,
        "authorization_endpoint": f"{here}/authorize",
        "token_endpoint": f"{here}/token",
        "userinfo_endpoint": f"{here}/userinfo",
        "jwks_uri": f"{here}/jwks",
        "introspection_endpoint": f"{here}/introspect",
        "revocation_endpoint": f"{here}/revoke",
        "end_session_endpoint": f"{here}/logout",
        "scopes_supported": [scope.value for scope in CLAIMS],
        "claims_supported": [
            *(claim for claims in CLAIMS.values() for claim in claims),
            *("iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid", "at_hash"),
        ],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": list(CLIENT_PROOFS),
        "introspection_endpoint_auth_methods_supported": list(CLIENT_PROOFS),
        "revocation_endpoint_auth_methods_supported": list(CLIENT_PROOFS),
        "code_challenge_methods_supported": ["S256"],
        "acr_values_supported": list(ACR.values()),
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "ui_locales_supported": ["id", "en"],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "authorization_response_iss_parameter_supported": True,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
        "service_documentation": f"{settings.PUBLIC_URL}/tentang",
    }

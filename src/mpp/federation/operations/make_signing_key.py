"""Make the next signing key when it is due; it is shown before it signs.

Writes:  SigningKey
"""

from datetime import datetime
from uuid import UUID

from joserfc.jwk import ECKey

from mpp.federation.models import SigningKey
from mpp.federation.queries.keys import forget_keys
from mpp.federation.rules.keys import SHOWN_BEFORE, Term, next_signs_from
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import seal
from mpp.foundation.operation import operation


@operation("federation.make_signing_key", by={"sistem"}, on="key_id")
def make_signing_key(*, key_id: UUID, at_once: bool = False, actor: Actor, now: datetime) -> str | None:
    """Return the name of the new key, None while none is due.

    key_id: a new id, made by the caller     at_once: also where the present one is not old; it signs a day later
    """
    terms = [Term(kid=row.kid, signs_from=row.signs_from) for row in SigningKey.objects.select_for_update()]
    signs_from = next_signs_from(terms, now=now)
    if signs_from is None and at_once:
        signs_from = now + SHOWN_BEFORE
    if signs_from is None:
        return None
    made = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
    kid = str(made.kid)
    SigningKey.objects.create(
        id=key_id,
        kid=kid,
        private_sealed=seal(made.as_pem(private=True), table="federation_signing_key", field="private", row=key_id),
        public_jwk=made.as_dict(private=False),
        signs_from=signs_from,
        created_at=now,
    )
    forget_keys()
    note(signing_key=kid, signs_from=signs_from)
    return kid

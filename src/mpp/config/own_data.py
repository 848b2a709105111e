"""Which package holds something about a person, and who answers for it: a table you can read."""

from mpp.applications import own_data as applications
from mpp.evidence import own_data as evidence
from mpp.facilities import own_data as facilities
from mpp.federation import own_data as federation
from mpp.foundation.own_data import Holding
from mpp.identity import own_data as identity
from mpp.mandates import own_data as mandates
from mpp.notifications import own_data as notifications
from mpp.privacy import own_data as privacy
from mpp.uploads import own_data as uploads

#: In the order in which a copy shows them.
HOLDINGS: tuple[Holding, ...] = tuple(
    Holding(package.grounds, package.part)
    for package in (identity, evidence, uploads, applications, facilities, federation, mandates, notifications, privacy)
)


def holdings() -> tuple[Holding, ...]:
    """Return the table, for the setting `PRIVACY_HOLDINGS`."""
    return HOLDINGS

"""How much an application is used, for those who answer for it: numbers, and nobody by name."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q

from mpp.federation.models import Use
from mpp.federation.rules.grants import FIGURES_OF, UseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of the last 30 days. last_at: when somebody signed in last, None where nobody did"""

    sign_ins: int
    refusals: int
    last_at: datetime | None


def figures(application_id: UUID, *, now: datetime) -> Figures:
    """Return what was counted of an application."""
    signed_in = Q(what=UseKind.SIGNED_IN)
    counted = Use.objects.filter(application_id=application_id, at__gt=now - FIGURES_OF, at__lte=now).aggregate(
        sign_ins=Count("id", filter=signed_in),
        refusals=Count("id", filter=Q(what=UseKind.REFUSED)),
        last_at=Max("at", filter=signed_in),
    )
    return Figures(**counted)

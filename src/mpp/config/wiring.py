"""Where adapters meet ports: what each domain needs from outside, and who gives it."""

from functools import cache

from django.conf import settings

from mpp.adapters.facility_register import SatusehatFacilities, SatusehatSettings
from mpp.adapters.line import Line
from mpp.adapters.population_registry import DukcapilRegistry, DukcapilSettings
from mpp.adapters.registration_registry import KkiRegistry
from mpp.adapters.workforce_registry import SisdmkRegistry
from mpp.evidence.ports import Sources


@cache
def evidence_sources(region_id: int) -> Sources:
    """Return the registries as one region reaches them, by lines of its own: the trouble of one is not that of all.

    region_id: also while all regions share the nation's credentials, because quotas and rests are counted per region
    """
    env = settings.ENV
    name, secret = env.health_client_id, env.health_client_secret
    return Sources(
        population=DukcapilRegistry(
            DukcapilSettings(
                customer_id=env.dukcapil_customer,
                user_id=env.dukcapil_user,
                password=env.dukcapil_password,
                ip_user=env.dukcapil_address,
            ),
            Line("dukcapil", env.dukcapil_url),
        ),
        registration=KkiRegistry(Line("kki", env.kki_url), user=name, password=secret),
        workforce=SisdmkRegistry(Line("sisdmk", env.sisdmk_url), user=name, password=secret),
        facilities=SatusehatFacilities(
            SatusehatSettings(client_id=name, client_secret=secret), Line("facility", env.satusehat_url)
        ),
    )

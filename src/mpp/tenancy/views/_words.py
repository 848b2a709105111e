"""Words of posts and offices in the language of the page."""

from django.utils.translation import gettext as _

from mpp.tenancy.queries import AgencyView
from mpp.tenancy.rules import ROLES, Motif, PostState, Tenure


def role_title(role: str, lang: str) -> str:
    """Return the title of a post. lang: "id" or "en" """
    return ROLES[role].title_en if lang == "en" else ROLES[role].title_id


def agency_name(agency: AgencyView, lang: str) -> str:
    """Return the full name of an office. lang: "id" or "en" """
    return agency.name_en if lang == "en" else agency.name_id


def state_words(state: PostState) -> tuple[str, str]:
    """Return what a tag says of a post, and its tone."""
    return {
        PostState.FILLED: (_("Terisi"), "success"),
        PostState.ACTING: (_("Pelaksana tugas/harian"), "warning"),
        PostState.VACANT: (_("Kosong"), "danger"),
    }[state]


def tenure_options() -> list[tuple[str, str]]:
    """Return how a post may be held, as answers."""
    return [
        (Tenure.DEFINITIVE, _("Definitif")),
        (Tenure.PLT, _("Pelaksana tugas (Plt.): jabatan belum ada pejabat definitifnya")),
        (Tenure.PLH, _("Pelaksana harian (Plh.): pejabat definitif berhalangan sementara")),
    ]


def motif_options() -> list[tuple[str, str]]:
    """Return the patterns of a region, as answers."""
    return [
        (Motif.KAWUNG, _("Kawung")),
        (Motif.PARANG, _("Parang")),
        (Motif.POLENG, _("Poleng")),
        (Motif.SONGKET, _("Songket")),
        (Motif.TUMPAL, _("Tumpal")),
        (Motif.CARVING, _("Ukiran")),
        (Motif.RIVER, _("Sungai")),
        (Motif.RAIN, _("Hujan")),
    ]

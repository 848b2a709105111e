"""The 31 licensed health professions (`professions.yaml`), their qualifications and where they work."""

from dataclasses import dataclass
from importlib.resources import files

import yaml

#: Kinds of facility that employ most professions.
GENERAL_CARE = ("puskesmas", "rsud", "rs", "klinik")


@dataclass(frozen=True, slots=True)
class Profession:
    """One profession; the columns are explained in `professions.yaml`."""

    code: str
    name: str
    qualification: str
    education: str
    council: str
    works_in: tuple[str, ...] = GENERAL_CARE


def _read() -> dict[str, Profession]:
    rows = yaml.safe_load(files("mpp_sandbox.population").joinpath("professions.yaml").read_text("utf-8"))
    return {row["code"]: Profession(**{**row, "works_in": tuple(row.get("works_in", GENERAL_CARE))}) for row in rows}


PROFESSIONS = _read()

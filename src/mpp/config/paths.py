"""Where our own files are, in a checkout and in an installed package."""

from pathlib import Path

PACKAGE_DIR = Path(__file__).resolve().parents[1]

#: Inside the installed package, or beside the sources of a checkout.
SEEDS_DIR = PACKAGE_DIR / "seeds" if (PACKAGE_DIR / "seeds").is_dir() else PACKAGE_DIR.parents[1] / "seeds"

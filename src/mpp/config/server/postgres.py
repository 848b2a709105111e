"""A PostgreSQL server of our own: made on first start, stopped with the process that started it.

For demonstration, pilot, development and tests; in production DATABASE_URL names a server that an administrator keeps.
It listens on a Unix socket only, every role has a SCRAM password, and the superuser is used for the very first start.
"""

import errno
import json
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from mpp.config.server.binaries import Place, give, place, short_name
from mpp.config.server.children import start_child
from mpp.config.server.roles import OWNER, ROLES, database_sql, entry_sql, roles_sql
from mpp.config.server.trouble import ServerTrouble

DATABASE = "mpp"
SUPERUSER = "postgres"
#: A Unix socket's whole path has to fit into 107 bytes.
LONGEST_SOCKET_DIR = 107 - len("/.s.PGSQL.5432") - 1
SECONDS_TO_START = 60
SECONDS_TO_STOP = 20

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",  # compiles longer than our short statements run
}
#: For data that nobody will miss: a crash of the machine may lose it, a crash of ours may not.
SCRATCH_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "file_copy_method": "clone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that answers.

    socket_dir: what a client names as host     programs: folder of psql's relatives, such as pgbench
    passwords: role -> password, the superuser's too
    """

    socket_dir: Path
    programs: Path
    passwords: dict[str, str]

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the address under which `role` reaches `database`."""
        return f"postgresql://{role}:{self.passwords[role]}@/{database}?host={self.socket_dir}"


@contextmanager
def running(state_dir: Path, *, scratch: bool = False) -> Iterator[Server]:
    """Keep the server of `state_dir` running while the block runs, and make it first where there is none.

    One that already runs there is used, and left running.
    scratch: the data may be lost in a crash of the machine, the owner may create databases (tests)
    Raises ServerTrouble.
    """
    with _disk_trouble_in_words(state_dir):
        where = place(state_dir.resolve())
        _check_folder(where)
        server = Server(socket_dir=_socket_dir(where.home), programs=where.programs, passwords=_passwords(where))
        process = None
        if not _answers(server):
            if not _data(where).exists():
                _make_data_folder(where, server, sync=not scratch)
            process = _start(where, server, SETTINGS | (SCRATCH_SETTINGS if scratch else {}))
    if process is None:
        yield server
        return
    try:
        _make_database(server, owner_creates=scratch)
        yield server
    finally:
        _stop(process)


def remove(state_dir: Path) -> None:
    """Delete the server of `state_dir` with all its data."""
    home = place(state_dir.resolve()).home
    shutil.rmtree(_socket_dir(home), ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


def _data(where: Place) -> Path:
    return where.home / "data"


def _log(where: Place) -> Path:
    return where.home / "server.log"


def _credentials(home: Path) -> Path:
    return home / "credentials.json"


def _socket_dir(home: Path) -> Path:
    near = home / "socket"
    if len(str(near)) <= LONGEST_SOCKET_DIR:
        return near
    return Path(tempfile.gettempdir()) / f"mpp-{short_name(home)}"


def _check_folder(where: Place) -> None:
    data = _data(where)
    if not data.exists():
        return
    version_file = data / "PG_VERSION"
    if not version_file.exists() or not _credentials(where.home).exists():
        raise ServerTrouble(
            f"The folder {data} was not made by MPP Digital: move it away, or choose another one with MPP_STATE_DIR."
        )
    found, brought = version_file.read_text().strip(), _major_version(where)
    if found != brought:
        raise ServerTrouble(
            f"The data in {data} was made by PostgreSQL {found} and this installation brings {brought}: "
            "dump it with the old version and restore it, or move the folder away."
        )


def _major_version(where: Place) -> str:
    shown = subprocess.run(  # noqa: S603 - our own copy
        [where.programs / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return shown.split()[-1].partition(".")[0]


def _passwords(where: Place) -> dict[str, str]:
    kept = _credentials(where.home)
    with suppress(FileNotFoundError):
        return dict(json.loads(kept.read_text()))
    where.home.mkdir(parents=True, exist_ok=True)
    give(where.home, where.user)
    passwords = {role: secrets.token_hex(16) for role in (SUPERUSER, *ROLES)}
    # Written beside and moved there whole: half a file would lock everybody out.
    fresh = kept.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(passwords))
    fresh.rename(kept)
    return passwords


def _make_data_folder(where: Place, server: Server, *, sync: bool) -> None:
    # Made beside its place and moved there whole, so that an interrupted first start leaves nothing half.
    fresh = where.home / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    give(fresh, where.user)
    with tempfile.NamedTemporaryFile("w", dir=where.home) as password, _log(where).open("ab") as log:
        password.write(server.passwords[SUPERUSER])
        password.flush()
        give(Path(password.name), where.user)
        command: list[str | Path] = [where.programs / "initdb", "--pgdata", fresh, "--username", SUPERUSER]
        command += ["--pwfile", password.name, "--auth", "scram-sha-256", "--encoding", "UTF8"]
        command += ["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
        command += [] if sync else ["--no-sync"]
        done = start_child(command, death_signal=signal.SIGKILL, user=where.user, output=log).wait()
    if done != 0:
        raise ServerTrouble(_last_words(where))
    fresh.rename(_data(where))


def _start(where: Place, server: Server, settings: dict[str, str]) -> "subprocess.Popen[bytes]":
    server.socket_dir.mkdir(parents=True, exist_ok=True)
    give(server.socket_dir, where.user)
    options = [f"--{name}={value}" for name, value in settings.items()]
    with _log(where).open("wb") as log:
        process = start_child(
            [where.programs / "postgres", "-D", _data(where), "-k", server.socket_dir, *options],
            death_signal=signal.SIGINT,  # PostgreSQL's fast shutdown
            user=where.user,
            output=log,
        )
    deadline = time.monotonic() + SECONDS_TO_START
    while not _answers(server):
        if process.poll() is not None:
            raise ServerTrouble(_last_words(where))
        if time.monotonic() > deadline:
            _stop(process)
            raise ServerTrouble(f"PostgreSQL did not answer within {SECONDS_TO_START} seconds, see {_log(where)}.")
        time.sleep(0.02)
    return process


def _stop(process: "subprocess.Popen[bytes]") -> None:
    # Fast shutdown first, then the immediate one, which recovers at the next start.
    for signal_number in (signal.SIGINT, signal.SIGQUIT):
        process.send_signal(signal_number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS_TO_STOP)
            return
    process.kill()
    process.wait()


def _answers(server: Server) -> bool:
    try:
        psycopg.connect(server.url(SUPERUSER, "postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _make_database(server: Server, *, owner_creates: bool) -> None:
    with psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone():
            with connection.transaction():
                for statement in roles_sql(server.passwords):
                    connection.execute(statement.encode())
                if owner_creates:
                    connection.execute(f"ALTER ROLE {OWNER} CREATEDB".encode())
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(database_sql(DATABASE).encode())
        for statement in entry_sql(DATABASE):
            connection.execute(statement.encode())


def _last_words(where: Place) -> str:
    """Return why the server gave up, as one sentence."""
    lines = _log(where).read_text(errors="replace").splitlines()
    if any("No space left on device" in line for line in lines):
        return _full_disk(where.home)
    words = [line for line in lines if any(mark in line for mark in ("FATAL", "PANIC", "error:"))]
    why = words[-1] if words else "without a word"
    return f"PostgreSQL did not start ({why.strip()}), see {_log(where)}."


def _full_disk(folder: Path) -> str:
    return f"The disk that holds {folder} is full: free some space and start again."


@contextmanager
def _disk_trouble_in_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        raise ServerTrouble(
            f"This user may not write {error.filename or folder}: give it to this user, or set MPP_STATE_DIR."
        ) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ServerTrouble(_full_disk(folder)) from error
        raise

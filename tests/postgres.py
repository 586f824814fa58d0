"""A PostgreSQL server of the tests' own: started for them, reached through a socket file, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DEBIAN = Path("/usr/lib/postgresql")  # Debian keeps the server's programs off the path
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


def programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`, of the newest version; None: no server is installed."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return max(_DEBIAN.glob("*/bin"), key=lambda path: float(path.parent.name), default=None)


@contextmanager
def server(*options: str) -> Iterator[str]:
    """The DATABASE_URL of an empty database. `options` come on top of those that make the server quick."""
    found = programs()
    assert found, "no PostgreSQL server is installed"
    folder = Path(tempfile.mkdtemp(prefix="lianxin-pg-", dir="/tmp"))
    user = _other_user(folder)

    def run(program: str, *arguments: str) -> None:
        command = [str(found / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=user, cwd=folder)

    settings = " ".join(f"-c {option}" for option in (*_QUICK, *options))
    try:
        run("initdb", "-A", "trust", "-U", "lianxin", "--no-sync", "-E", "UTF8", "--locale", "C.UTF-8")
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"-k {folder} {settings}", "start")
        try:
            yield f"postgres://lianxin@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _other_user(folder: Path) -> str | None:
    """PostgreSQL does not start as root."""
    if os.geteuid():
        return None
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return user.pw_name

"""The settings of a real installation behind https pass Django's own inspection."""

import os
import subprocess
import sys
from pathlib import Path


def run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "LIANXIN_HOME": str(home),
        "LIANXIN_HTTPS": "1",
        "LIANXIN_HOSTS": "lianxin.example",
        "DJANGO_SETTINGS_MODULE": "lianxin.config.settings",
    }
    return subprocess.run(
        [sys.executable, *arguments],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_deployment_check_is_clean(tmp_path: Path) -> None:
    done = run("-m", "django", "check", "--deploy", "--fail-level", "WARNING", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_cookies_are_bound_to_the_host(tmp_path: Path) -> None:
    names = "SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.DEVICE_COOKIE_NAME"
    code = f"from django.conf import settings as s; print(s.{names}, s.SESSION_COOKIE_SECURE)"
    assert run("-c", code, home=tmp_path).stdout.count("__Host-") == 3

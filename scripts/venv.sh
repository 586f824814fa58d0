#!/usr/bin/env bash
# Make a virtual environment from a lock file: scripts/venv.sh FOLDER LOCKFILE
set -euo pipefail
venv=$1 lock=$2

usable() { "$1" -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; }

find_python() {
  for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
    if [ -n "$name" ] && usable "$name"; then echo "$name"; return; fi
  done
  echo "Lianxin needs Python 3.11, 3.12 or 3.13: install one, or name it: make PYTHON=/path/to/python3" >&2
  exit 1
}

if ! [ -x "$venv/bin/python" ] || ! usable "$venv/bin/python"; then
  python=$(find_python)
  # Debian ships venv apart from Python; as root we can fetch it, others are told its name.
  if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      apt-get update -qq && apt-get install -y -qq "$package" >/dev/null
    else
      echo "Python's venv is missing: run 'sudo apt-get install $package', then this command again." >&2
      exit 1
    fi
  fi
  echo "Making $venv with $("$python" --version) ..."
  "$python" -m venv --clear "$venv"
fi
echo "Installing what $lock names ..."
"$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
"$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps -e .

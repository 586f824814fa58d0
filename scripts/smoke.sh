#!/usr/bin/env bash
# Smoke test of an installed command in an empty folder: scripts/smoke.sh LIANXIN
set -euo pipefail
lianxin=$1
work=$(mktemp -d); trap 'rm -rf "$work"; kill "${server:-0}" 2>/dev/null || true' EXIT
cd "$work"
export LIANXIN_HOME=$work/home

"$lianxin" --help | grep -q 'figures'
"$lianxin" demo --scale small --no-serve
"$lianxin" figures learning.attendances sales.orders --period 2021 --json >figures.json
"$lianxin" receipt learning.attendances --period 2021 --format json -o receipt.json
python3 - <<'P'
import json
figures = json.load(open("figures.json"))["figures"]
receipt = json.load(open("receipt.json"))
assert all(f["value"] for f in figures), figures
assert receipt["count"] == figures[0]["rows"] == len(receipt["rows"]), (receipt["count"], figures[0]["rows"])
P
"$lianxin" template members -o templates && ls templates | grep -q xlsx
"$lianxin" doctor || [ $? = 1 ]
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$lianxin" serve --port "$port" & server=$!
python3 - "$port" <<'P'
import sys, time, urllib.request
for _ in range(100):
    try:
        page = urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/", timeout=5).read().decode()
        break
    except OSError:
        time.sleep(0.2)
else:
    raise SystemExit("the server did not answer")
assert "连心" in page, page[:500]
P
kill "$server"; wait "$server" || true
echo "smoke: passed"

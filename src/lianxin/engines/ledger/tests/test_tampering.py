"""Who has the file but not the key: a thousand seeded attacks, each found against the last head.

The attacker drops the triggers, writes what he likes, hashes the chain anew if he cares to, and puts the
triggers back. What he has not got is the key, so the last head stays what it was.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from lianxin.engines.ledger import Ledger, Unwritable, canonical, hash_of, leaf_of
from lianxin.engines.ledger.tests.making import SEED, fill, new

ENTRIES = 60
ATTACKS = 1000
Row = dict
Attack = Callable[[list[Row], Random], None]
COLUMNS = ("seq", "at", "prev", "hash", "leaf", "salt", "payload")


def edit_payload(rows: list[Row], random: Random) -> None:
    row = random.choice(rows)
    payload = json.loads(row["payload"])
    key = random.choice(["actor", "role", "verb", "what", "purpose", "subjects"])
    if key == "subjects":
        payload["subjects"] = {"member:M9999": ["members"]}
    elif key == "purpose":
        payload["purpose"]["text"] += "。"
    else:
        payload[key] = "someone"
    row["payload"] = canonical(payload)


def flip_a_bit(rows: list[Row], random: Random) -> None:
    """In a payload only so that it stays JSON: what is none, the database's own index would refuse."""
    row = random.choice(rows)
    before = dict(row)
    while row == before or not is_json(row["payload"]):
        row.update(before)
        flip(row, random)


def flip(row: Row, random: Random) -> None:
    key = random.choice(["prev", "hash", "leaf", "salt", "payload", "at"])
    value = row[key] if isinstance(row[key], bytes) else row[key].encode()
    place, bit = random.randrange(len(value)), random.randrange(8)
    changed = value[:place] + bytes([value[place] ^ 1 << bit]) + value[place + 1 :]
    row[key] = changed if isinstance(row[key], bytes) else changed.decode(errors="replace")


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def change_time(rows: list[Row], random: Random) -> None:
    row = random.choice(rows)
    row["at"] = row["at"].replace("2026-11-24", f"2026-11-{random.randint(10, 23)}")


def name_another(rows: list[Row], random: Random) -> None:
    """As the subject's own list shows it, and nowhere else."""
    row = random.choice(rows)
    row["index"] = [*row["index"][1:], "member:M9999"]


def hide_from_a_subject(rows: list[Row], random: Random) -> None:
    row = random.choice(rows)
    row["index"] = row["index"][1:]


def delete(rows: list[Row], random: Random) -> None:
    first = random.randrange(len(rows) - 1)
    del rows[first : first + random.randint(1, 3)]


def truncate(rows: list[Row], random: Random) -> None:
    del rows[random.randint(0, len(rows) - 1) :]


def reorder(rows: list[Row], random: Random) -> None:
    before = list(rows)
    while rows == before:
        random.shuffle(rows)


def swap(rows: list[Row], random: Random) -> None:
    """Two entries change what they say, in the index too."""
    one, other = random.sample(rows, 2)
    for key in ("leaf", "salt", "payload", "index"):
        one[key], other[key] = other[key], one[key]


def insert(rows: list[Row], random: Random) -> None:
    """One that was made up, or once more one that is there."""
    row = dict(random.choice(rows))
    if random.random() < 0.5:
        row["payload"] = canonical(
            {"actor": "chen", "verb": "read", "subjects": {"member:M0001": ["members"]}}
        )
        row["index"] = ["member:M0001"]
    rows.insert(random.randrange(len(rows)), row)


def erase(rows: list[Row], random: Random) -> None:
    row = random.choice(rows)
    row["payload"] = row["salt"] = None


ATTACK_KINDS: list[Attack] = [
    *(edit_payload, flip_a_bit, change_time, name_another, hide_from_a_subject, delete, truncate),
    *(reorder, swap, insert, erase),
]


def read(path: Path) -> list[Row]:
    con = sqlite3.connect(path)
    con.execute("PRAGMA synchronous = OFF")
    rows = [
        dict(zip(COLUMNS, row, strict=True))
        for row in con.execute(f"SELECT {', '.join(COLUMNS)} FROM entries")
    ]
    for row in rows:
        found = con.execute("SELECT subject FROM subjects WHERE seq = ? ORDER BY subject", (row["seq"],))
        row["index"] = [subject for (subject,) in found]
    con.close()
    return rows


def write(path: Path, rows: list[Row]) -> None:
    """All rows anew, triggers put back."""
    con = sqlite3.connect(path)
    con.execute("PRAGMA synchronous = OFF")
    triggers = con.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        con.execute(f"DROP TRIGGER {name}")
    con.execute("DELETE FROM entries")
    con.execute("DELETE FROM subjects")
    con.execute("DELETE FROM tiles")
    for row in rows:
        con.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", [row[key] for key in COLUMNS])
        con.executemany("INSERT INTO subjects VALUES (?, ?)", [(s, row["seq"]) for s in row["index"]])
    for _, sql in triggers:
        con.execute(sql)
    con.commit()
    con.close()


def number_anew(rows: list[Row]) -> None:
    """The least the database asks for: numbers one after the other, no predecessor twice."""
    for seq, row in enumerate(rows, start=1):
        row["seq"] = seq
    seen: set[bytes] = set()
    for row in rows:
        while row["prev"] in seen:
            row["prev"] = bytes([row["prev"][0] ^ 1]) + row["prev"][1:] if row["prev"] else b"\x01"
        seen.add(row["prev"])


def hash_anew(rows: list[Row]) -> None:
    """A chain without a fault, from the first entry to the last."""
    prev = bytes(32)
    for seq, row in enumerate(rows, start=1):
        row["seq"], row["prev"] = seq, prev
        if row["payload"] is not None:
            row["leaf"] = leaf_of(row["salt"], row["payload"])
            row["index"] = sorted(json.loads(row["payload"]).get("subjects", ()))
        row["hash"] = prev = hash_of(prev, seq, row["at"], row["leaf"])


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    place = tmp_path_factory.mktemp("honest") / "ledger"
    ledger = new(place)
    fill(ledger, ENTRIES // 2)
    ledger.sign_head()
    fill(ledger, ENTRIES - ENTRIES // 2)
    last = ledger.sign_head()
    ledger.close()
    return place, last.text


def checked(place: Path, last: str):
    ledger = Ledger(place, SEED)
    try:
        return ledger.verify(since=last)
    finally:
        ledger.close()


def copied(honest: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(honest, target)
    return target / "ledger.sqlite"


def test_a_thousand_attacks_are_found(honest: tuple[Path, str], folder: Path) -> None:
    place, last = honest
    found: dict[str, int] = {}
    original = read(place / "ledger.sqlite")
    for number in range(ATTACKS):
        random = Random(number)
        attack = ATTACK_KINDS[number % len(ATTACK_KINDS)]
        path = copied(place, folder / "copy")
        rows = [dict(row) for row in original]
        attack(rows, random)
        whole = random.random() < 0.5
        if whole and attack not in (name_another, hide_from_a_subject):
            hash_anew(rows)
        else:
            number_anew(rows)
        changed = rows != original
        write(path, rows)
        if random.random() < 0.3:  # heads.txt cut back as well: the head kept elsewhere remains
            (folder / "copy" / "heads.txt").write_text(last.split("\n")[0] + "\n")
        report = checked(folder / "copy", last)
        if changed:
            assert not report.ok, (number, attack.__name__, whole)
            found[attack.__name__] = found.get(attack.__name__, 0) + 1
    assert sum(found.values()) > ATTACKS * 0.95  # an erased entry whose chain is hashed anew is the same rows
    assert set(found) == {attack.__name__ for attack in ATTACK_KINDS}


def test_control_an_untouched_ledger_holds(honest: tuple[Path, str], folder: Path) -> None:
    """Also one whose rows were all written anew as they were: it is not the writing that is found."""
    place, last = honest
    path = copied(place, folder / "copy")
    assert checked(folder / "copy", last).findings == []
    write(path, read(path))
    assert checked(folder / "copy", last).findings == []
    rows = read(path)
    hash_anew(rows)
    write(path, rows)
    assert checked(folder / "copy", last).findings == []


def test_control_without_a_head_a_chain_hashed_anew_is_not_found(
    honest: tuple[Path, str], folder: Path
) -> None:
    """So it is the head that finds it."""
    place, _ = honest
    path = copied(place, folder / "copy")
    rows = read(path)
    edit_payload(rows, Random(1))
    hash_anew(rows)
    write(path, rows)
    (folder / "copy" / "heads.txt").unlink()
    ledger = Ledger(folder / "copy", SEED)
    assert ledger.verify().ok
    ledger.close()


def test_dropped_triggers_are_found(honest: tuple[Path, str], folder: Path) -> None:
    place, last = honest
    con = sqlite3.connect(copied(place, folder / "copy"))
    con.execute("DROP TRIGGER entries_kept")
    con.commit()
    con.close()
    assert [finding.code for finding in checked(folder / "copy", last).findings] == ["schema"]


def test_bytes_written_over_are_found_or_change_nothing(honest: tuple[Path, str], folder: Path) -> None:
    """Random bytes into the file itself: either a finding, or all that is kept reads as before."""
    place, last = honest
    original = read(place / "ledger.sqlite")
    found = 0
    for number in range(100):
        random = Random(number)
        path = copied(place, folder / "copy")
        with path.open("r+b") as file:
            file.seek(random.randrange(100, path.stat().st_size))
            file.write(random.randbytes(random.randint(1, 40)))
        try:
            sound = checked(folder / "copy", last).ok
        except Unwritable:  # no database at all any more
            sound = False
        if sound:
            assert read(path) == original
        found += not sound
    assert found > 30

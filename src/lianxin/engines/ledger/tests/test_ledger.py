"""Appending, reading, heads, erasing, restores."""

import json
import shutil
import sqlite3
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lianxin.engines.ledger import (
    ForeignHead,
    Ledger,
    LedgerLost,
    NotAHead,
    Rewound,
    Unwritable,
    check_proof,
    heads_in,
    leaf_hash,
)
from lianxin.engines.ledger.tests.making import SEED, Clock, event, fill, new


def codes(report) -> list[str]:
    return [finding.code for finding in report.findings]


def test_entries_are_found_by_subject_and_by_actor(folder: Path) -> None:
    ledger = new(folder)
    for number in range(6):
        subjects = ["member:M0001"] if number % 2 else ["member:M0001", "unit:县商务局"]
        ledger.append(event(number, subjects), subjects)
    assert [e.seq for e in ledger.about("unit:县商务局")] == [5, 3, 1]
    assert [e.seq for e in ledger.about("member:M0001", before=5, limit=2)] == [4, 3]
    assert [e.seq for e in ledger.by_actor("user0")] == [4, 1]
    assert ledger.about("member:M0002") == []
    assert ledger.entries(6, 5)[0].payload == event(5, ["member:M0001"])
    assert ledger.size() == 6
    assert ledger.usage_period() == ("2026-11-24T09:00:01.000000+08:00", "2026-11-24T09:00:06.000000+08:00")
    assert ledger.verify().ok


def test_an_empty_ledger_holds(folder: Path) -> None:
    ledger = new(folder)
    assert ledger.usage_period() is None
    assert ledger.last_head() is None
    assert ledger.verify().ok
    assert ledger.sign_head().size == 0
    assert ledger.verify().ok


def test_subjects_are_those_of_the_payload(folder: Path) -> None:
    with pytest.raises(ValueError, match="subjects"):
        new(folder).append(event(1, ["member:M0001"]), ["member:M0002"])


def test_the_database_refuses_changes(folder: Path) -> None:
    fill(new(folder), 3)
    con = sqlite3.connect(folder / "ledger.sqlite")
    for statement in (
        "DELETE FROM entries WHERE seq = 3",
        "UPDATE entries SET at = '2020' WHERE seq = 2",
        "UPDATE entries SET payload = '{}' WHERE seq = 2",
        "UPDATE entries SET payload = NULL WHERE seq = 2",
        "DELETE FROM subjects",
        "UPDATE subjects SET subject = 'member:M9999'",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE seq = 3",
        "INSERT INTO entries SELECT 4, at, prev, zeroblob(32), leaf, NULL, NULL FROM entries WHERE seq = 2",
    ):
        with pytest.raises(sqlite3.DatabaseError, match=r"append only|must follow"):
            con.execute(statement)
    con.close()
    assert new(folder).verify().ok


def test_a_head_is_a_checkpoint_in_a_signed_note(folder: Path) -> None:
    """Checked here by what C2SP says, without our own parser."""
    ledger = new(folder)
    fill(ledger, 7)
    text = ledger.sign_head().text
    body, signature = text.split("\n\n")
    lines = body.split("\n")
    name, key_id, public = ledger.verifier.split("+", 2)
    assert lines[0] == name
    assert lines[1] == "7"
    assert len(b64decode(lines[2])) == 32
    dash, signer, blob = signature.rstrip("\n").split(" ")
    assert (dash, signer) == ("—", name)
    raw = b64decode(public)
    assert raw[:1] == b"\x01"
    assert b64decode(blob)[:4].hex() == key_id
    assert sha256(f"{name}\n".encode() + raw).hexdigest()[:8] == key_id
    Ed25519PublicKey.from_public_bytes(raw[1:]).verify(b64decode(blob)[4:], f"{body}\n".encode())
    assert (folder / "heads.txt").read_text() == text


def test_a_head_is_signed_only_when_something_was_added(folder: Path) -> None:
    ledger = new(folder)
    fill(ledger, 2)
    first = ledger.sign_head()
    assert ledger.sign_head() == first
    fill(ledger, 1)
    assert ledger.sign_head().size == 3
    assert [head.size for head in heads_in((folder / "heads.txt").read_text())] == [2, 3]
    report = ledger.verify()
    assert report.ok
    assert (report.heads, report.findings) == (2, [])


def test_a_head_cut_off_by_a_crash_is_passed_over(folder: Path) -> None:
    ledger = new(folder)
    fill(ledger, 2)
    whole = ledger.sign_head()
    with (folder / "heads.txt").open("a") as file:
        file.write("\n" + whole.text[:60])
    assert new(folder).last_head() == whole
    fill(ledger, 1)
    assert ledger.sign_head().size == 3
    assert [head.size for head in heads_in((folder / "heads.txt").read_text())] == [2, 3]
    assert ledger.verify().ok


def test_a_head_is_found_in_a_mail(folder: Path) -> None:
    ledger = new(folder)
    fill(ledger, 5)
    text = ledger.sign_head().text
    mail = f"Subject: head\r\n\r\nKeep this.\r\n\r\n{text}".replace("\r\n", "\n").replace("\n", "\r\n")
    report = ledger.verify(since=mail)
    assert report.ok
    assert report.kept == 1
    with pytest.raises(NotAHead):
        ledger.verify(since="no head")


@pytest.mark.parametrize("count", [5, 600])
def test_proofs_stand_under_signed_roots(folder: Path, count: int) -> None:
    ledger = new(folder)
    fill(ledger, count)
    head = ledger.sign_head()
    fill(ledger, 3)
    for seq in (1, 2, count // 2, count):
        proof = ledger.proof(seq, head.size)
        entry = ledger.entries(seq, 1)[0]
        assert check_proof(leaf_hash(entry.hash), seq - 1, head.size, proof, head.root)
    with pytest.raises(KeyError):
        ledger.proof(count + 4, count + 4)


def test_erasing_leaves_a_tombstone(folder: Path) -> None:
    ledger = new(folder)
    fill(ledger, 4)
    head = ledger.sign_head()
    gone = ledger.entries(2, 1)[0]
    stone = ledger.erase([2, 3], "time is up", "chen")
    assert stone.seq == 5
    assert stone.payload["why"] == "time is up"
    assert sorted(stone.payload["erased"]) == ["2", "3"]
    left = ledger.entries(2, 1)[0]
    assert (left.payload, left.salt, left.hash) == (None, None, gone.hash)
    assert 2 in [e.seq for e in ledger.about(next(iter(gone.payload["subjects"])))]
    report = ledger.verify(since=head.text)
    assert report.ok
    assert report.erased == 2
    for file in folder.glob("ledger.sqlite*"):
        assert "第1次".encode() not in file.read_bytes()  # nor in a page or log that is not used any more
    assert ledger.erase([2, 3, 5, 99], "again") is None  # tombstones stay


def test_erasing_without_a_tombstone_is_found(folder: Path) -> None:
    ledger = new(folder)
    fill(ledger, 4)
    ledger.close()
    con = sqlite3.connect(folder / "ledger.sqlite")
    con.execute("UPDATE entries SET payload = NULL, salt = NULL WHERE seq = 2")
    con.commit()
    con.close()
    assert codes(ledger.verify())[0] == "erased"


def test_a_clock_that_goes_back_is_told_and_nothing_worse(folder: Path) -> None:
    clock = Clock()
    ledger = new(folder, clock)
    fill(ledger, 2)
    clock.now = clock.now.replace(hour=1)
    fill(ledger, 2)
    report = ledger.verify()
    assert report.ok
    assert [(f.code, f.seq) for f in report.findings if f.code == "clock"] == [("clock", 3)]
    assert [e.seq for e in ledger.entries(1, 9)] == [1, 2, 3, 4]


def restored(folder: Path) -> tuple[Path, str]:
    """A ledger of 12 entries put back to its 7; and the last head that was signed before."""
    ledger = new(folder / "ledger")
    fill(ledger, 5)
    ledger.sign_head()
    fill(ledger, 2)
    ledger.close()
    shutil.copytree(folder / "ledger", folder / "copy")
    fill(ledger, 5)
    last = ledger.sign_head()
    ledger.close()
    heads = (folder / "ledger" / "heads.txt").read_text()
    shutil.rmtree(folder / "ledger")
    shutil.copytree(folder / "copy", folder / "ledger")
    (folder / "ledger" / "heads.txt").write_text(heads)
    return folder / "ledger", last.text


def test_a_restored_ledger_takes_no_entry_until_it_says_what_is_lost(folder: Path) -> None:
    place, last = restored(folder)
    ledger = new(place, Clock(15))
    with pytest.raises(Rewound) as caught:
        fill(ledger, 1)
    assert caught.value.params == {"entries": 7, "size": 12}
    with pytest.raises(Rewound):
        ledger.sign_head()
    assert "head_beyond" in codes(ledger.verify())

    head = ledger.open_segment("disk\nfailed", "chen")
    assert head.segment == {"agreed": 5, "entries": 7, "lost": [8, 12], "reason": "disk failed"}
    fill(ledger, 2)
    ledger.sign_head()
    report = new(place).verify()
    assert report.ok
    assert [(f.code, f.params["lost"]) for f in report.findings] == [("segment", [8, 12])]
    assert codes(ledger.verify(since=last)) == ["segment", "since_lost"]
    assert not ledger.verify(since=last).ok


def test_a_restore_of_the_heads_too_is_found_with_a_head_kept_elsewhere(folder: Path) -> None:
    place, last = restored(folder)
    (place / "heads.txt").write_text(next(heads_in((place / "heads.txt").read_text())).text)
    ledger = new(place, Clock(15))
    assert ledger.verify().ok
    assert codes(ledger.verify(since=last)) == ["head_beyond", "unsigned"]
    assert ledger.open_segment("restore", known_head=last).segment["lost"] == [8, 12]
    assert codes(ledger.verify(since=last)) == ["segment", "since_lost"]


def test_another_ledger_of_the_same_length_is_not_continued(folder: Path) -> None:
    place, _ = restored(folder)
    other = new(folder / "other")
    fill(other, 20, seed=2)
    other.close()
    shutil.copy(folder / "other" / "ledger.sqlite", place / "ledger.sqlite")
    with pytest.raises(Rewound):
        fill(new(place), 1)


def test_a_lost_file_is_not_begun_anew(folder: Path) -> None:
    place, _ = restored(folder)
    for file in place.glob("ledger.sqlite*"):
        file.unlink()
    ledger = Ledger(place, SEED, known=True)
    with pytest.raises(LedgerLost):
        fill(ledger, 1)
    assert ledger.open_segment("lost").segment["lost"] == [1, 12]
    fill(ledger, 1)
    assert ledger.verify().ok


def test_another_key_is_noticed(folder: Path) -> None:
    ledger = new(folder)
    fill(ledger, 3)
    ledger.sign_head()
    other = Ledger(folder, b"x" * 32)
    with pytest.raises(ForeignHead):
        fill(other, 1)
    assert codes(other.verify()) == ["head_signature"]


def test_a_folder_that_cannot_be_written(folder: Path) -> None:
    (folder / "file").write_text("")
    with pytest.raises(Unwritable):
        fill(new(folder / "file"), 1)


def test_a_full_disk_takes_nothing_half(folder: Path) -> None:
    ledger = new(folder)
    fill(ledger, 5)
    con = ledger._store.connection()
    pages = con.execute("PRAGMA page_count").fetchone()[0]
    con.execute(f"PRAGMA max_page_count = {pages}")
    subjects = [f"member:N{n:06d}" for n in range(5000)]
    with pytest.raises(Unwritable, match="full"):
        ledger.append(event(9, subjects), subjects)
    con.execute("PRAGMA max_page_count = 1000000")
    assert ledger.size() == 5
    fill(ledger, 1)
    assert ledger.verify().ok


def test_what_is_written_is_plain_json(folder: Path) -> None:
    """Anyone can recompute it: the formula stands here once more."""
    fill(new(folder), 3)
    con = sqlite3.connect(folder / "ledger.sqlite")
    prev = bytes(32)
    for seq, at, stored_prev, own, salt, text in con.execute(
        "SELECT seq, at, prev, hash, salt, payload FROM entries ORDER BY seq"
    ):
        leaf = sha256(salt + text.encode()).digest()
        assert stored_prev == prev
        prev = sha256(prev + seq.to_bytes(8, "big") + at.encode() + leaf).digest()
        assert own == prev
        assert len(salt) == 16
        assert json.loads(text)["subjects"]
    con.close()

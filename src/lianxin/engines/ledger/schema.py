"""The tables. Triggers stop faults of programs; who has the file is found out by the heads."""

ENTRIES = """CREATE TABLE entries (
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, prev BLOB NOT NULL UNIQUE, hash BLOB NOT NULL,
  leaf BLOB NOT NULL, salt BLOB, payload TEXT) STRICT"""
SUBJECTS = """CREATE TABLE subjects (
  subject TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (subject, seq)) STRICT, WITHOUT ROWID"""
#: Roots of complete parts of the tree; may be deleted at any time, and no check believes them.
TILES = "CREATE TABLE tiles (number INTEGER PRIMARY KEY, root BLOB NOT NULL) STRICT"
BY_ACTOR = "CREATE INDEX entries_by_actor ON entries (json_extract(payload, '$.actor'), seq)"

#: An entry follows the last one. This also refuses INSERT OR REPLACE, which fires no DELETE trigger.
IN_ORDER = """CREATE TRIGGER entries_in_order BEFORE INSERT ON entries
  WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entries)
    OR NEW.prev <> coalesce((SELECT hash FROM entries ORDER BY seq DESC LIMIT 1), zeroblob(32))
  BEGIN SELECT raise(ABORT, 'an entry must follow the last one'); END"""
KEPT = """CREATE TRIGGER entries_kept BEFORE DELETE ON entries
  BEGIN SELECT raise(ABORT, 'the ledger is append only'); END"""
#: Erasing takes payload and salt, nothing else.
FIXED = """CREATE TRIGGER entries_fixed BEFORE UPDATE ON entries
  WHEN NOT (NEW.payload IS NULL AND NEW.salt IS NULL AND NEW.seq = OLD.seq AND NEW.at = OLD.at
    AND NEW.prev = OLD.prev AND NEW.hash = OLD.hash AND NEW.leaf = OLD.leaf)
  BEGIN SELECT raise(ABORT, 'the ledger is append only'); END"""
SUBJECTS_FIXED = """CREATE TRIGGER subjects_fixed BEFORE UPDATE ON subjects
  BEGIN SELECT raise(ABORT, 'the ledger is append only'); END"""
SUBJECTS_KEPT = """CREATE TRIGGER subjects_kept BEFORE DELETE ON subjects
  BEGIN SELECT raise(ABORT, 'the ledger is append only'); END"""

STATEMENTS = (ENTRIES, SUBJECTS, TILES, BY_ACTOR, IN_ORDER, KEPT, FIXED, SUBJECTS_FIXED, SUBJECTS_KEPT)

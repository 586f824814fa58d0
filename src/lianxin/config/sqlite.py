"""Use the bundled SQLite. Debian 12's own (3.40) can corrupt a WAL database; see docs/adr/0003."""

import sys

import pysqlite3

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

"""A seal says whose key signed which facts; anything changed in it makes it none."""

import pytest

from lianxin.engines.ledger import Signer, read_seal, sealed

SIGNER = Signer(bytes(range(32)))
FACTS = {"edition": "E20211231-001", "fingerprint": "ab" * 32, "status": "published"}


def test_read_back() -> None:
    seal = read_seal(sealed(SIGNER, FACTS))
    assert seal is not None
    assert (seal.origin, dict(seal.facts)) == (SIGNER.origin, FACTS)


def test_every_changed_letter_is_seen() -> None:
    text = sealed(SIGNER, FACTS)
    for at, letter in enumerate(text.rstrip()):
        changed = text[:at] + ("x" if letter != "x" else "y") + text[at + 1 :]
        found = read_seal(changed)
        # the key's short id is only there for other programs, the last bits of base64 may say nothing
        assert found is None or (dict(found.facts), found.origin) == (FACTS, SIGNER.origin), at


def test_another_key_is_another_origin() -> None:
    other = read_seal(sealed(Signer(bytes(32)), FACTS))
    assert other is not None and other.origin != SIGNER.origin
    mixed = sealed(SIGNER, FACTS).replace(SIGNER.verifier, Signer(bytes(32)).verifier)
    assert read_seal(mixed) is None


@pytest.mark.parametrize(
    "text", ["", "lianxin seal\n", "\n\n\n", "lianxin seal\na b\n\n— x y\nz\n", "ein\n\nzwei\ndrei"]
)
def test_what_is_no_seal(text: str) -> None:
    assert read_seal(text) is None


def test_a_fact_stands_on_one_line() -> None:
    for facts in ({"a": "b\nc"}, {"A b": "c"}, {"": "c"}):
        with pytest.raises(ValueError):
            sealed(SIGNER, facts)

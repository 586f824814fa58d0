"""Roots and proofs against RFC 6962's own definition, written down here once more."""

from hashlib import sha256

import pytest

from lianxin.engines.ledger.merkle import TILE, Frontier, Tree, check_proof, leaf_hash, root_of


def by_definition(data: list[bytes]) -> bytes:
    """Section 2.1 of RFC 6962."""
    if not data:
        return sha256().digest()
    if len(data) == 1:
        return sha256(b"\x00" + data[0]).digest()
    split = 1
    while split * 2 < len(data):
        split *= 2
    return sha256(b"\x01" + by_definition(data[:split]) + by_definition(data[split:])).digest()


def some(count: int) -> list[bytes]:
    return [sha256(str(n).encode()).digest() for n in range(count)]


def tree(leaves: list[bytes], tiles: int) -> Tree:
    kept = [root_of(leaves[n * TILE : (n + 1) * TILE]) for n in range(tiles)]
    return Tree(kept, lambda first, last: leaves[first:last])


def test_known_roots() -> None:
    """Of the reference implementation of RFC 6962 (certificate-transparency)."""
    inputs = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    leaves = [leaf_hash(bytes.fromhex(text)) for text in inputs]
    assert root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_of(leaves[:1]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root_of(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@pytest.mark.parametrize("count", [*range(20), 255, 256, 257, 511, 512, 513, 1000])
def test_roots(count: int) -> None:
    data = some(count)
    leaves = [leaf_hash(one) for one in data]
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    wanted = by_definition(data)
    assert frontier.root() == wanted
    for tiles in range(count // TILE + 1):
        assert tree(leaves, tiles).root(0, count) == wanted


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 64, 65, 700])
def test_proofs(count: int) -> None:
    data = some(count)
    leaves = [leaf_hash(one) for one in data]
    root = by_definition(data)
    stored = tree(leaves, count // TILE)
    for index in range(0, count, max(count // 40, 1)):
        proof = stored.proof(index, 0, count)
        assert len(proof) <= (count - 1).bit_length()
        assert check_proof(leaves[index], index, count, proof, root)
        other = (index + 1) % count
        assert count == 1 or not check_proof(leaves[other], index, count, proof, root)
        assert count == 1 or not check_proof(leaves[index], other, count, proof, root)
        assert not check_proof(leaves[index], index, count, [*proof, root], root)
        assert not proof or not check_proof(leaves[index], index, count, proof[:-1], root)
        assert not check_proof(leaves[index], index, count, proof, leaves[0] if count > 1 else b"")


def test_a_position_outside_is_no_proof() -> None:
    leaf = leaf_hash(b"x")
    assert check_proof(leaf, 0, 1, [], leaf)
    assert not check_proof(leaf, 1, 1, [], leaf)
    assert not check_proof(leaf, -1, 1, [], leaf)

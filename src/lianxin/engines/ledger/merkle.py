"""The Merkle tree of RFC 6962: roots, and proofs that an entry stands under a root."""

from collections.abc import Callable, Sequence
from hashlib import sha256

#: Leaves below a tile: a complete part of the tree whose root is kept, so that it is computed once.
TILE = 256


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """`leaves` are leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()


class Frontier:
    """A tree that grows leaf by leaf and can say its root at any time; holds one hash per level."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """A leaf hash."""
        self._peaks.append(leaf)
        self.size += 1
        complete = self.size
        while not complete & 1:
            right = self._peaks.pop()
            self._peaks[-1] = node_hash(self._peaks[-1], right)
            complete >>= 1

    def root(self) -> bytes:
        if not self._peaks:
            return sha256().digest()
        result = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            result = node_hash(peak, result)
        return result


class Tree:
    """A stored tree. `tiles` are the roots of its complete tiles; `leaves(first, last)` reads leaf hashes."""

    def __init__(self, tiles: Sequence[bytes], leaves: Callable[[int, int], list[bytes]]) -> None:
        self._tiles = tiles
        self._leaves = leaves

    def root(self, first: int, last: int) -> bytes:
        """Of the leaves `first` (from 0) to before `last`."""
        count = last - first
        if count == TILE and first // TILE < len(self._tiles):
            return self._tiles[first // TILE]
        if count <= TILE:
            return root_of(self._leaves(first, last))
        middle = first + _split(count)
        return node_hash(self.root(first, middle), self.root(middle, last))

    def proof(self, index: int, first: int, last: int) -> list[bytes]:
        """The hashes beside the way from leaf `index` up to the root, lowest first."""
        if last - first <= 1:
            return []
        middle = first + _split(last - first)
        if index < middle:
            return [*self.proof(index, first, middle), self.root(middle, last)]
        return [*self.proof(index, middle, last), self.root(first, middle)]


def check_proof(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf hash stands at `index` (from 0) of the tree of `size` leaves (RFC 9162)."""
    if not 0 <= index < size:
        return False
    position, end, found = index, size - 1, leaf
    for beside in proof:
        if end == 0:
            return False
        if position & 1 or position == end:
            found = node_hash(beside, found)
            while not position & 1 and position:
                position, end = position >> 1, end >> 1
        else:
            found = node_hash(found, beside)
        position, end = position >> 1, end >> 1
    return end == 0 and found == root


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1

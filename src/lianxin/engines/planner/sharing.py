"""Products shared out among sessions, each product at most so many times."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence


def shared_out(wishes: Mapping[int, Sequence[str]], fixed: Iterable[str], most: int) -> dict[int, str] | None:
    """For each number one of its products, no product more than `most` times with the fixed ones.

    None if there is no such choice. Wishes and room are matched by augmenting paths.
    """
    used = Counter(fixed)
    if any(times > most for times in used.values()):
        return None
    holders: dict[str, list[int]] = defaultdict(list)

    def place(number: int, seen: set[str]) -> bool:
        for product in wishes[number]:
            if product in seen:
                continue
            seen.add(product)
            if len(holders[product]) < most - used[product]:
                holders[product].append(number)
                return True
            for other in list(holders[product]):
                if place(other, seen):
                    holders[product].remove(other)
                    holders[product].append(number)
                    return True
        return False

    if not all(place(number, set()) for number in wishes):
        return None
    return {number: product for product, numbers in holders.items() for number in numbers}

"""Sharing one amount over several rows, to the cent."""

from collections.abc import Sequence


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Split `total` cents by `weights` (largest remainder; the earlier row wins a tie).

    The parts add up to `total` and each lies within one cent of its exact share. Weights that are all
    zero share
    alike. Weights must not be negative.
    """
    if not any(weights):
        weights = [1] * len(weights)
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: -remainders[index])
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts

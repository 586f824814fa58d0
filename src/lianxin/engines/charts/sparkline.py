"""A trend the size of a word."""

from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN = 96.0, 28.0, 3.0


def sparkline(values: Sequence[float | None]) -> str:
    """The svg of a line through the values, from zero up; a missing value breaks it.

    "" for fewer than two values. It repeats what a figure says in words, so it is hidden from screen readers.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    low, high = min(0.0, *known), max(0.0, *known)
    points = [_point(i, value, len(values), low, high) for i, value in enumerate(values)]
    x, y = next(point for point in reversed(points) if point)
    return (
        f'<svg class="spark" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="{WIDTH:g}" height="{HEIGHT:g}" '
        f'aria-hidden="true" focusable="false"><path d="{_path(points)}"/>'
        f'<circle cx="{x:g}" cy="{y:g}" r="2.5"/></svg>'
    )


def _point(
    index: int, value: float | None, count: int, low: float, high: float
) -> tuple[float, float] | None:
    if value is None:
        return None
    across = MARGIN + (WIDTH - 2 * MARGIN) * index / (count - 1)
    up = (value - low) / (high - low) if high > low else 0.0
    return round(across, 1), round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * up, 1)


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    steps, drawing = [], False
    for point in points:
        if point:
            steps.append(f"{'L' if drawing else 'M'}{point[0]:g} {point[1]:g}")
        drawing = point is not None
    return "".join(steps)

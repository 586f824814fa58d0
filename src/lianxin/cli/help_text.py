"""Help pages that align where a character is two columns wide, and break Chinese where it may be broken."""

import re
from collections.abc import Iterable, Iterator

import click

from lianxin.cli.output import width

#: A word, or one Chinese character, with the closing marks that may not begin a line.
_PIECE = re.compile(r"\s+|(?:[!-~]+|\S)[，。；：、）”》！？…\]]*")


def wrapped(text: str, limit: int) -> Iterator[str]:
    """The text in lines of at most `limit` columns, unless a single word is longer."""
    line = ""
    for piece in _PIECE.findall(text):
        if line and width(line) + width(piece.strip()) > limit:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line.strip():
        yield line.rstrip()


class HelpFormatter(click.HelpFormatter):
    def write_text(self, text: str) -> None:
        for paragraph in text.split("\n\n"):
            for line in wrapped(paragraph, self.width - self.current_indent):
                self.write(f"{'':{self.current_indent}}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        held = list(rows)
        first = min(max(width(term) for term, _ in held), col_max) + col_spacing
        for term, text in held:
            lines = list(wrapped(text, max(self.width - self.current_indent - first, 20)))
            if width(term) + col_spacing > first:
                lines.insert(0, "")
            begin = f"{'':{self.current_indent}}{term}{'':{max(first - width(term), 0)}}"
            self.write(begin + (lines[0] if lines else "") + "\n")
            for line in lines[1:]:
                self.write(f"{'':{self.current_indent + first}}{line}\n")


class Context(click.Context):
    formatter_class = HelpFormatter

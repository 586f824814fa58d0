"""What counts as a number in a text, in digits or in Chinese."""

import re
from typing import NamedTuple

_CHINESE = "〇零一二两三四五六七八九十百千万亿"
_MEASURES = "个名场次件项人家种年月日天条元成倍期间户亩批届位处所分款单张小"
_NUMBER = re.compile(
    r"[0-9０-９]+(?:[,.．][0-9０-９]+)*(?:[%％‰]|[万亿]+)?"
    rf"|百分之[{_CHINESE}]+|第[{_CHINESE}]+|[{_CHINESE}]{{2,}}|[{_CHINESE}](?=[{_MEASURES}])"
)


class Token(NamedTuple):
    """A number, or one other character."""

    text: str
    start: int
    is_number: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def tokens(text: str) -> list[Token]:
    found, at = [], 0
    for match in _NUMBER.finditer(text):
        found += [Token(text[n], n, False) for n in range(at, match.start())]
        found.append(Token(match[0], match.start(), True))
        at = match.end()
    return found + [Token(text[n], n, False) for n in range(at, len(text))]


def has_number(text: str) -> bool:
    return bool(_NUMBER.search(text))

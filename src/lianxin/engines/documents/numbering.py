"""Numbers of headings and list items, as text.

They are written as text, not as Word's automatic numbers: a published report is cited by them, so they must
not move when somebody edits the file, and previews on phones and in chats leave automatic ones out. Word, WPS
and LibreOffice then show them alike.
"""

from lianxin.engines.documents.model import Language

_DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """1 to 99 as 一 … 九十九."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


class Numbers:
    """Counts headings of a text from its beginning."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._counts = [0, 0, 0, 0]

    def next(self, level: int) -> str:
        """The number of the next heading of this level, with what separates it from its words."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        return self._chinese(level) if self._language == "zh" else self._english(level)

    def _chinese(self, level: int) -> str:
        number = self._counts[level - 1]
        forms = (f"{chinese(number)}、", f"（{chinese(number)}）", f"{number}. ", f"（{number}）")
        return forms[level - 1]

    def _english(self, level: int) -> str:
        if level == 4:
            return f"({chr(ord('a') + (self._counts[3] - 1) % 26)}) "
        return ".".join(str(count) for count in self._counts[:level]) + " "


def item_number(language: Language, number: int) -> str:
    return f"（{number}）" if language == "zh" else f"({number}) "

"""Brings the translations up to date: `python -m lianxin.web.translations`.

English stands in the code and the templates. Simplified Chinese is written by people, in
`locale/zh_Hans/LC_MESSAGES/django.po`; this command adds what is new there, removes what is gone, lists what
lacks
Chinese, derives traditional Chinese from it and compiles both. Needs Babel, not GNU gettext.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize
from opencc import OpenCC

PACKAGE = Path(__file__).parent.parent
LOCALE = Path(__file__).parent / "locale"
HEADER = (
    "# Lianxin's words in Chinese. Written by people; kept in order by `python -m lianxin.web.translations`."
)
NOTES = ("Translators:",)
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


class Words(Catalog):
    """A catalog whose header has no dates and no versions: the same messages give the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale)),
            ("Plural-Forms", self.plural_forms),
            ("Content-Type", "text/plain; charset=utf-8\n"),
        ]


def collect() -> Catalog:
    """Every message in the code and the templates, each with the files it stands in."""
    catalog = Catalog()
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.glob("*/templates/**/*.*")]):
        if {"tests", "migrations"} & set(path.parts):
            continue
        place = path.relative_to(PACKAGE).as_posix()
        for _line, message, comments, context in extract("python", BytesIO(_source(path)), KEYWORDS, NOTES):
            catalog.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalog


def _source(path: Path) -> bytes:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text.encode()
    # templatize blanks everything but gettext calls; what remains is Python once it is not indented
    return "\n".join(line.strip() for line in templatize(text).splitlines()).encode()


def written(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def merged(found: Catalog, known: Catalog) -> Catalog:
    """What is in the code now, with the Chinese that is known for it."""
    catalog = Words(locale="zh_Hans", header_comment=HEADER, fuzzy=False)
    for message in found:
        if message.id:
            old = known.get(message.id, message.context)
            catalog.add(
                message.id,
                old.string if old else None,
                locations=message.locations,
                flags=message.flags,
                auto_comments=message.auto_comments,
                context=message.context,
            )
    return catalog


def traditional(simplified: Catalog) -> Catalog:
    convert = OpenCC("s2tw").convert
    catalog = Words(locale="zh_Hant", header_comment=HEADER, fuzzy=False)
    for message in simplified:
        if message.id and message.string:
            words = message.string
            string = convert(words) if isinstance(words, str) else tuple(convert(word) for word in words)
            catalog.add(message.id, string, flags=message.flags, context=message.context)
    return catalog


def lacking(catalog: Catalog) -> Iterator[Message]:
    """Messages without Chinese, or whose Chinese has other parameters than the English."""
    for message in catalog:
        words = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (not all(words) or any(True for _ in message.check(catalog))):
            yield message


def compiled(catalog: Catalog) -> bytes:
    """The .mo file."""
    target = BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def as_text(catalog: Catalog) -> bytes:
    target = BytesIO()
    write_po(target, catalog, width=0, sort_output=True, include_lineno=False)
    return target.getvalue()


def main() -> int:
    simplified = merged(collect(), written("zh_Hans"))
    folder = LOCALE / "zh_Hans" / "LC_MESSAGES"
    (folder / "django.po").write_bytes(as_text(simplified))
    (folder / "django.mo").write_bytes(compiled(simplified))
    (LOCALE / "zh_Hant" / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    (LOCALE / "zh_Hant" / "LC_MESSAGES" / "django.mo").write_bytes(compiled(traditional(simplified)))
    missing = list(lacking(simplified))
    for message in missing:
        print(f"{message.locations[0][0] if message.locations else ''}: {message.id!r}")
    print(f"{len(simplified)} messages, {len(missing)} lack Chinese")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

"""What people read is complete in Chinese, and the compiled files are those of the sources."""

import pytest
from babel.messages.catalog import Catalog
from django.utils import translation
from django.utils.translation import gettext

from lianxin.web import translations


@pytest.fixture(scope="module")
def simplified() -> Catalog:
    return translations.merged(translations.collect(), translations.written("zh_Hans"))


def test_everything_has_chinese(simplified: Catalog) -> None:
    assert [message.id for message in translations.lacking(simplified)] == []


def test_the_written_file_is_in_order(simplified: Catalog) -> None:
    written = translations.LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.po"
    assert written.read_bytes() == translations.as_text(simplified), "run: python -m lianxin.web.translations"


def test_the_compiled_files_are_fresh(simplified: Catalog) -> None:
    compiled = translations.LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.mo"
    derived = translations.LOCALE / "zh_Hant" / "LC_MESSAGES" / "django.mo"
    assert compiled.read_bytes() == translations.compiled(simplified)
    assert derived.read_bytes() == translations.compiled(translations.traditional(simplified))


def test_templates_and_code_are_both_collected() -> None:
    places = {place for message in translations.collect() for place, _ in message.locations}
    assert {"core/messages.py", "cli/figures.py", "web/templates/404.html"} <= places


def test_a_message_whose_parameters_differ_counts_as_lacking() -> None:
    catalog = translations.Words(locale="zh_Hans")
    catalog.add("%(count)s rows", "%(number)s 行", flags=("python-format",))
    catalog.add("%(count)s files", "%(count)s 个文件", flags=("python-format",))
    catalog.add("Nothing", "")
    assert [message.id for message in translations.lacking(catalog)] == ["%(count)s rows", "Nothing"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "这里没有内容"), ("zh-hant", "這裡沒有內容"), ("en", "There is nothing here")],
)
def test_the_page_speaks_each_language(language: str, words: str) -> None:
    with translation.override(language):
        assert gettext("There is nothing here") == words

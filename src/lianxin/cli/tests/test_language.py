import pytest

from lianxin.cli.help_text import wrapped
from lianxin.cli.language import language_named, language_of
from lianxin.cli.output import table, width


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("zh", "zh-hans"), ("zh-hans", "zh-hans"), ("zh_CN.UTF-8", "zh-hans"), ("zh_SG", "zh-hans"),
        ("zh-hant", "zh-hant"), ("zh_TW.UTF-8", "zh-hant"), ("zh_HK", "zh-hant"), ("zh-Hant-TW", "zh-hant"),
        ("en", "en"), ("EN", "en"), ("en_US.UTF-8", "en"), ("en.UTF-8", "en"), ("english", None),
        ("C.UTF-8", None), ("POSIX", None), ("fr_FR.UTF-8", None), ("", None),
    ],
)  # fmt: skip
def test_names_of_languages(name, language):
    assert language_named(name) == language


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "zh-hans"),
        ([], {"LANG": "C.UTF-8"}, "zh-hans"),
        ([], {"LANG": "de_DE"}, "zh-hans"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh-hant"),
        ([], {"LANG": "en_US.UTF-8", "LIANXIN_LANG": "zh-hans"}, "zh-hans"),
        (["--lang", "en"], {"LIANXIN_LANG": "zh-hans"}, "en"),
        (["--lang=zh-hant", "figures"], {}, "zh-hant"),
        (["figures", "--lang", "en"], {}, "en"),
        (["import", "--", "--lang", "en"], {}, "zh-hans"),
        (["--lang"], {}, "zh-hans"),
    ],
)
def test_which_language_is_spoken(arguments, environment, language):
    assert language_of(arguments, environment) == language


def test_chinese_is_two_columns_wide():
    assert [width(text) for text in ("", "abc", "指标", "（a）", "e\u0301")] == [0, 3, 4, 5, 1]


def test_columns_line_up():
    assert table([("指标", "1"), ("abcde", "100")], right=(1,)) == ["指标     1", "abcde  100"]


def test_lines_break_between_chinese_characters_but_not_inside_words():
    assert list(wrapped("写入 LIANXIN_HOME，再退出。", 14)) == ["写入", "LIANXIN_HOME，", "再退出。"]
    assert list(wrapped("one two three", 8)) == ["one two", "three"]
    assert list(wrapped("一二三四五。", 10)) == ["一二三四", "五。"]
    assert list(wrapped("", 10)) == []

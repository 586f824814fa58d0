"""The user's language, chosen before any text is looked up; standard library only, so that --help is quick.

Click and this package both ask Python's own gettext, which is told here where the product's translations are.
"""

import gettext
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

ENVIRONMENT = "LIANXIN_LANG"
LANGUAGES = ("zh-hans", "zh-hant", "en")
_FOLDERS = {"zh-hans": "zh_Hans", "zh-hant": "zh_Hant", "en": "C"}
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def language_named(name: str) -> str | None:
    """The language meant by a name such as en_US.UTF-8, zh_TW or zh-hans; None if it is neither."""
    tag = name.lower().replace("_", "-")
    if tag.startswith(_TRADITIONAL):
        return "zh-hant"
    if tag.startswith("zh"):
        return "zh-hans"
    return "en" if tag.split(".")[0].split("-")[0] == "en" else None


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """--lang, else LIANXIN_LANG, else the locale of the terminal; else Simplified Chinese."""
    named = _option(arguments, "--lang") or environment.get(ENVIRONMENT)
    if not named:
        named = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return language_named(named) or "zh-hans"


def _option(arguments: Sequence[str], name: str) -> str | None:
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == name and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
    return None


def speak(language: str) -> None:
    """From now on gettext answers in this language."""
    os.environ["LANGUAGE"] = _FOLDERS[language]
    os.environ[ENVIRONMENT] = language  # for the processes that a command starts
    gettext.bindtextdomain("django", Path(__file__).parent.parent / "web" / "locale")
    gettext.textdomain("django")

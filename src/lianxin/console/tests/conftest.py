"""A home with a few cases in it, and the cast that looks at them."""

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.sheets import sheets
from lianxin.liaison.models import Assignment, Case, Contact, Officer
from lianxin.people.models import Member, Organisation
from lianxin.records.actions import import_paths
from lianxin.records.tests.factories import Rows, make_rows, write_csv

LEDGERED = "lianxin.web.middleware.Ledgered"
DAY = dt.date(2021, 1, 1)

UNITS = "单位名称,单位类别\n区商务局,成员单位\n区交通局,成员单位\n"
MEMBERS = (
    "成员编号,姓名,成员类别,加入日期,重点联系\nM001,张一,主播,2020-01-01,是\nM002,张二,主播,2020-01-01,否\n"
)
CASES = ["诉求编号", "成员编号", "提出日期", "类别", "事项", "承办单位", "办结日期"]


def case(number: int, opened: str, closed: str, category: str = "仓储物流") -> list[str]:
    return [f"Q{number:03d}", f"M00{number % 2 + 1}", opened, category, "求助", "区商务局", closed]


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Path:
    """The lake of this test alone."""
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def cases_file(tmp_path: Path) -> Path:
    """Sixty-one cases closed in March 2021, one in 2020, one still open, one that no import takes."""
    folder = tmp_path / "files"
    folder.mkdir()
    rows = [
        case(n, "2021-02-01", f"2021-03-{n % 28 + 1:02d}", "培训" if n > 50 else "仓储物流")
        for n in range(61)
    ]
    rows += [case(61, "2020-02-01", "2020-03-05"), case(62, "2021-02-01", ""), case(63, "not a day", "")]
    path = folder / "服务诉求.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([CASES, *rows])
    return path


@pytest.fixture
def members_files(cases_file: Path) -> list[Path]:
    """What the cases refer to."""
    files = [cases_file.parent / "单位.csv", cases_file.parent / "成员.csv"]
    for path, text in zip(files, (UNITS, MEMBERS), strict=True):
        path.write_text(text, encoding="utf-8-sig")
    return files


@pytest.fixture
def cases(own_home: Path, cases_file: Path, members_files: list[Path]) -> dict[str, object]:
    """The cases, imported."""
    return import_paths(paths=[*members_files, cases_file], actor=None)


@pytest.fixture
def user(db: None) -> Callable[[str], User]:
    def make(role: str) -> User:
        return User.objects.create_user(role, password="correct horse", role=role, display_name="王晓梅")

    return make


@pytest.fixture
def office(user: Callable[[str], User], client: Client) -> Client:
    client.force_login(user("office"))
    return client


class Kept:
    """A store that keeps events in memory."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def append(self, payload: dict[str, Any], subjects: object) -> None:
        self.events.append(payload)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Kept:
    """Pages are events, kept in memory."""
    store = Kept()
    monkeypatch.setattr(ledger, "_openers", [lambda: store])
    if LEDGERED not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, LEDGERED]
    return store


@pytest.fixture
def members(db: None, kept: Kept) -> list[Member]:
    """Three members, each with a contact and a case; an officer looks after the first."""
    unit = Organisation.objects.create(name="城关镇", kind="成员单位", contact="李明", phone="13811112222")
    found = [
        Member.objects.create(
            member_no=f"M{n}",
            name=name,
            kind=["主播", "写作"][n % 2],
            joined_on=DAY + dt.timedelta(n),
            focus=n == 1,
            organisation=unit if n == 1 else None,
            phone=f"1380000000{n}",
        )
        for n, name in enumerate(("张三丰", "李四", "单田芳"), start=1)
    ]
    held = Officer.objects.create(officer_no="G1", name="王干部", role="干部")
    Assignment.objects.create(officer=held, member=found[0], starts_on=DAY)
    for n, member in enumerate(found, start=1):
        Contact.objects.create(
            contact_no=f"L{n}",
            officer=held,
            member=member,
            date=DAY,
            channel="电话",
            reached=True,
            summary="谈仓库",
        )
        Case.objects.create(
            case_no=f"Q{n}",
            member=member,
            category="其他",
            title="仓库",
            opened_on=DAY,
            support_units=["城关镇"],
        )
    return found


@pytest.fixture
def everything(db: None, own_home: Path, tmp_path: Path) -> dict[str, Rows]:
    """Twelve rows of every sheet, imported."""
    made = make_rows(12)
    folder = tmp_path / "everything"
    folder.mkdir()
    for one in sheets():
        head = [c.zh for c in one.columns]
        write_csv(
            folder / f"{one.zh}.csv", [head, *([row[c.name] for c in one.columns] for row in made[one.name])]
        )
    document = import_paths(paths=[folder], actor=None)
    assert not [f for f in document["files"] if f["problems"]]
    return made

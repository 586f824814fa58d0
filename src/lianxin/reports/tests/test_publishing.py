"""An edition from draft to withdrawn: pinned, kept whole, explained when records move on, verified."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.ledger import Who
from lianxin.records.actions import roll_back, save_record
from lianxin.reports import actions, queries
from lianxin.reports.models import Edition, EditionChart, EditionFigure
from lianxin.reports.rules import ReportRefused
from lianxin.reports.tests.office import ORDERS, TEXT, bring, furnish, refund
from lianxin.sales.queries import lake

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("LIANXIN_HOME", str(home))
    people = {name: User.objects.create(username=name, role="office") for name in ("li", "wang")}
    with translation.override("zh-hans"), ledger.event(Who("test", "office"), "test"):
        batches = furnish(tmp_path / "in")
        yield {**people, "folder": tmp_path / "in", "batches": batches}
    lake().close()


def publish(office: dict[str, Any], text: str = TEXT, **options: Any) -> Edition:
    draft = actions.start_draft(period="2021", text=text, actor=office["li"], **options)
    actions.check_edition(edition_no=draft.pk, actor=office["wang"])
    return actions.publish_edition(edition_no=draft.pk, actor=office["li"])


def exported(edition: Edition, form: str, folder: Path, **options: Any) -> Path:
    path = folder / f"report.{form}"
    with path.open("wb") as target:
        actions.export_edition(edition_no=edition.pk, form=form, target=target, actor=None, **options)
    return path


def figures_of(edition: Edition) -> dict[str, EditionFigure]:
    return {f"{one.key} {one.style}": one for one in edition.figures.all()}


def test_what_is_published_is_what_plain_python_counts(office: dict[str, Any]) -> None:
    edition = publish(office)
    kept = figures_of(edition)
    paid = [Decimal(amount) for amount, month in ORDERS.values() if month.startswith("2021")]
    assert kept["sales.net phrase"].value == str(sum(paid))
    assert kept["sales.orders number"].text == str(len(paid))
    courses = kept["learning.courses value"]
    assert (courses.value, courses.previous, courses.change, courses.text) == (2, 1, 100.0, "2期")
    groups = kept["learning.courses table"].groups
    assert [(g["topic"], g["value"]) for g in groups] == [("电商", 1), ("直播", 1)]
    assert kept["sales.orders number"].receipt == kept["sales.net phrase"].receipt
    assert (edition.status, edition.checked_by, edition.published_by) == (
        "published",
        office["wang"],
        office["li"],
    )
    document = queries.document_of(Edition.objects.get(pk=edition.pk))
    assert "".join(i.text for i in document.blocks[0].inlines) == "本年度办班2期，同比增长100.0%。"


def test_numbers_typed_by_hand_need_a_reason(office: dict[str, Any]) -> None:
    with pytest.raises(ReportRefused) as caught:
        publish(office, "另有走访300次。")
    assert (caught.value.code, caught.value.params["numbers"]) == ("typed_without_reason", ("300",))
    number = Edition.objects.get().pk
    edition = actions.publish_edition(edition_no=number, reason="乡镇电话上报", actor=office["li"])
    appendix = json.dumps(edition.document["appendix"], ensure_ascii=False)
    assert "乡镇电话上报" in appendix and "走访300次" in appendix
    assert edition.typed[0]["text"] == "300"


def test_a_text_with_faults_is_not_published(office: dict[str, Any]) -> None:
    with pytest.raises(ReportRefused) as caught:
        publish(office, "{{ sales.nett }}\n\n{{ sales.net | style=x }}")
    assert caught.value.code == "text_faults"
    assert len(caught.value.params["faults"]) == 2


def test_a_failure_in_the_middle_leaves_nothing_half(
    office: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: Any, **_kwargs: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(EditionChart.objects, "bulk_create", fails)
    with pytest.raises(MemoryError):
        publish(office)
    assert (Edition.objects.get().status, EditionFigure.objects.count()) == ("checked", 0)


def test_a_change_while_it_is_computed_stops_it(
    office: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from lianxin.reports.actions import publishing

    real = publishing.gathered

    def slow(*args: Any, **kwargs: Any) -> Any:
        actions.save_draft(edition_no=Edition.objects.get().pk, values={"text": "换了"}, actor=office["li"])
        return real(*args, **kwargs)

    monkeypatch.setattr(publishing, "gathered", slow)
    with pytest.raises(ReportRefused, match="edition_changed"):
        publish(office)
    assert Edition.objects.get().status == "draft"


def test_a_late_refund_is_explained(office: dict[str, Any]) -> None:
    edition = publish(office)
    batch = bring(office["folder"], "售后.csv", refund(1, "40.00"))
    found = actions.diff_edition(edition_no=edition.pk, actor=office["li"])
    changed = {one.key: one for one in found.figures}
    assert set(changed) == {"sales.net", "sales.orders"}
    net = changed["sales.net"]
    assert (net.printed, net.now) == ("170.50", "130.50")
    assert (net.came, net.went, net.changed) == (0, 0, 1)
    (row,) = net.rows
    assert row.moved["refund_amount"] == ("0.00", "40.00")
    assert row.why.code == "why_late_refund" and batch
    assert changed["sales.orders"].printed == changed["sales.orders"].now == 3


def test_a_batch_rolled_back_under_an_edition(office: dict[str, Any], tmp_path: Path) -> None:
    """Nothing is lost: the pinned records are still there, and the difference names the batch."""
    edition = publish(office)
    file = exported(edition, "json", tmp_path)
    roll_back(batch_no=office["batches"]["orders"], actor=office["wang"])
    roll_back(batch_no=office["batches"]["events"], actor=office["wang"])
    assert queries.verify_file(file).sound
    found = {one.key: one for one in actions.diff_edition(edition_no=edition.pk, actor=None).figures}
    assert (found["sales.orders"].printed, found["sales.orders"].now, found["sales.orders"].went) == (3, 1, 2)
    assert (found["learning.courses"].printed, found["learning.courses"].now) == (2, 0)
    for key, batch in (("sales.orders", "orders"), ("learning.courses", "events")):
        assert {row.why.code for row in found[key].rows} == {"why_rolled_back"}
        assert found[key].rows[0].why.params == {"batch": office["batches"][batch], "user": "wang"}


def test_who_edited_what_is_told(office: dict[str, Any]) -> None:
    from lianxin.learning.models import Event

    edition = publish(office)
    event = Event.unscoped.get(event_no="E2")
    save_record(sheet="events", pk=event.pk, values={"status": "取消"}, actor=office["wang"])
    new = EVENT_TYPED | {"event_no": "E9"}
    save_record(sheet="events", pk=None, values=new, actor=office["wang"])
    (courses,) = actions.diff_edition(edition_no=edition.pk, actor=None).figures
    assert (courses.printed, courses.now, courses.came, courses.went) == (2, 2, 1, 1)
    why = {row.kind: row.why for row in courses.rows}
    assert (why["went"].code, why["went"].params["user"]) == ("why_counts_no_more", "wang")
    assert why["went"].params["columns"] == ("status",)
    assert (why["came"].code, why["came"].params["user"]) == ("why_entered", "wang")


EVENT_TYPED = {"title": "新课", "kind": "培训班", "starts_on": "2021-11-01", "status": "已举办"}


def test_verified_on_another_machine(
    office: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the json with receipts alone; what was forged is told apart."""
    edition = publish(office)
    whole = exported(edition, "json", tmp_path).read_text(encoding="utf-8")
    bare = exported(edition, "json", tmp_path, receipts=False).read_text(encoding="utf-8")
    monkeypatch.setattr(Edition.objects, "filter", lambda **_: Edition._base_manager.none())  # not known here

    def checked(text: str) -> Any:
        path = tmp_path / "elsewhere.json"
        path.write_text(text, encoding="utf-8")
        return queries.verify_file(path)

    verdict = checked(whole)
    assert verdict.sound, verdict.findings
    assert verdict.by == "receipts" and verdict.sealed_by.startswith("lianxin/")
    forged_row = checked(whole.replace('"50.50"', '"80.50"'))
    assert {one.code for one in forged_row.findings} >= {"value_differs", "receipt_differs"}
    forged_value = checked(whole.replace('"170.50"', '"970.50"'))
    assert {"value_differs", "seal_forged"} <= {one.code for one in forged_value.findings}
    assert [one.key for one in forged_value.findings if one.code == "value_differs"] == ["sales.net"]
    unsealed = checked(whole.replace("lianxin seal", "lianxin seat"))
    assert [one.code for one in unsealed.findings] == ["seal_forged"]
    with pytest.raises(ReportRefused, match="cannot_recompute"):
        checked(bare)


def test_an_open_page_hides_small_groups(office: dict[str, Any]) -> None:
    edition = publish(office, public=True)
    shown = json.dumps(edition.public_document, ensure_ascii=False)
    whole = json.dumps(edition.document, ensure_ascii=False)
    assert "写作" in shown and "其中写作3名" not in shown
    assert "3名" in whole and "3名" not in shown
    assert '"kind": "主播"' not in shown  # with the total, its 11 would tell the 3
    assert "14名" in shown
    assert {use["receipt"] for use in edition.public_document["figures"]} <= {
        one.receipt for one in edition.figures.all()
    }
    assert queries.document_of(edition, public=True).edition.seal


def test_withdrawn_but_not_gone(office: dict[str, Any], tmp_path: Path) -> None:
    edition = publish(office)
    before = exported(edition, "html", tmp_path).read_bytes()
    with pytest.raises(ReportRefused, match="reason_missing"):
        actions.withdraw_edition(edition_no=edition.pk, reason=" ", actor=office["wang"])
    gone = actions.withdraw_edition(edition_no=edition.pk, reason="订单重复导入", actor=office["wang"])
    said = queries.document_of(gone)
    assert "订单重复导入" in said.blocks[0].inlines[0].text
    for content in (before, exported(gone, "html", tmp_path).read_bytes()):
        path = tmp_path / "x.html"
        path.write_bytes(content)
        verdict = queries.verify_file(path)
        assert verdict.sound and verdict.withdrawn, verdict.findings
    with pytest.raises(ReportRefused, match="edition_withdrawn"):
        actions.withdraw_edition(edition_no=edition.pk, reason="再撤", actor=office["wang"])


def test_publishing_is_in_the_ledger(office: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[tuple[str, list[str]]] = []

    class Kept:
        def append(self, payload: dict[str, Any], subjects: Any) -> None:
            events.append((payload["verb"], list(subjects)))

    monkeypatch.setattr(ledger, "_openers", [Kept])
    edition = publish(office)
    actions.withdraw_edition(edition_no=edition.pk, reason="错", actor=office["wang"])
    assert [verb for verb, subjects in events if subjects == [f"edition:{edition.pk}"]] == [
        *("draft", "check", "publish", "withdraw")
    ]


def test_two_publishers_at_once_and_kills_in_the_middle(
    tmp_path: Path, migrated_home: Callable[[Path], Path]
) -> None:
    """One publishes, the other is refused; kill -9 at any write leaves the draft as it was."""
    home = migrated_home(tmp_path / "home")
    settings = {"LIANXIN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lianxin.config.settings"}
    run = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("at_once.py"))],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not run.returncode, run.stderr
    both, killed, after = map(json.loads, run.stdout.splitlines())
    assert both == ["edition_published", "published", 2]
    assert killed == [["checked", 0]] * 3
    assert after == ["published", 2]


def test_no_snapshot_is_ever_cleared_away() -> None:
    """Editions point into old snapshots: nothing in the program lets the lake forget one."""
    source = Path(actions.__file__).parents[2]
    for path in source.rglob("*.py"):
        if "tests" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert "expire_snapshots" not in text and "cleanup_old_files" not in text, path


def test_the_stream_is_what_is_read(office: dict[str, Any]) -> None:
    target = io.BytesIO()
    actions.export_edition(edition_no=publish(office).pk, form="json", target=target, actor=None)
    receipts = json.loads(target.getvalue())["receipts"]
    assert len(receipts) == 4  # lists that several figures share are there once
    assert all(len(row) == len(one["columns"]) for one in receipts.values() for row in one["rows"])

"""Receipts: rows with their sources, in pages and as files."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("cases")
RECEIPT = "/figures/liaison.cases_closed/receipt"


def plain(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def test_rows_name_their_file_and_batch(office: Client) -> None:
    page = office.get(f"{RECEIPT}/?period=2021")
    words = plain(page.content)
    assert "第 1–50 行，共 61 行" in words
    assert re.search(r"服务诉求\.csv .*? 第 2 行", words)
    assert re.search(r'href="/imports/[0-9]{8}-[0-9]{4}/"', page.content.decode())


def test_the_last_page_has_the_rest(office: Client) -> None:
    words = plain(office.get(f"{RECEIPT}/?period=2021&page=2").content)
    assert "第 51–61 行，共 61 行" in words
    assert "上一页" in words
    assert "下一页" not in words


def test_the_filter_is_said_and_counts(office: Client) -> None:
    words = plain(office.get(f"{RECEIPT}/?period=2021&where=category%3D培训").content)
    assert "类别：培训" in words
    assert "共 10 行" in words


def test_csv_streams_every_row_with_its_source(office: Client) -> None:
    answer = office.get(f"{RECEIPT}.csv?period=2021")
    assert answer.streaming
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 61
    assert {row["来源文件"] for row in rows} == {"服务诉求.csv"}
    assert [row["诉求编号"] for row in rows] == [f"Q{n:03d}" for n in range(61)]


def test_xlsx_has_the_same_rows(office: Client, tmp_path: Path) -> None:
    answer = office.get(f"{RECEIPT}.xlsx?period=2021")
    path = tmp_path / "receipt.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))  # type: ignore[arg-type]
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.max_row == 62
    assert "filename" in answer.headers["Content-Disposition"]


def test_no_other_forms(office: Client) -> None:
    assert office.get(f"{RECEIPT}.exe?period=2021").status_code == 404


def test_nothing_behind_an_empty_period(office: Client) -> None:
    words = plain(office.get(f"{RECEIPT}/?period=2019").content)
    assert "没有明细" in words

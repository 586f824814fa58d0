"""Buyers' data do not get into the home: every byte of every file, and every value inside Parquet, is
searched."""

import io
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import pyarrow.parquet as pq
import pytest
from django.db import connection

from lianxin.records.actions import import_paths
from lianxin.sales.queries import lake
from lianxin.sales.tests.reading import csv_text
from lianxin.sales.tests.test_lines import DOUYIN, KUAISHOU, XHS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_home")]
NAME, PHONE, ADDRESS, NOTE = "欧阳缥缈", "13987654321", "翠屏胡同七十二号", "请放门卫处老许"
CARD, DISTRICT = "510503199001011234", "江阳特区"
SECRETS = (NAME, PHONE, ADDRESS, NOTE, CARD, DISTRICT)


def douyin(number: int, **changes: str) -> dict[str, str]:
    personal = {"收件人": NAME, "收件人手机号": PHONE, "详细地址": ADDRESS, "街道": ADDRESS, "买家留言": NOTE,
                "商家备注": NOTE, "区": DISTRICT}  # fmt: skip
    return {**DOUYIN, **personal, "子订单编号": str(880000 + number), **changes}


def workbook(rows: list[dict[str, str]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def locked(content: bytes, password: str) -> bytes:
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(content)).encrypt(password, out)
    return out.getvalue()


def hand_in(folder: Path) -> Path:
    inbox = folder / "inbox"
    inbox.mkdir()
    bad = [
        douyin(2, 订单状态="没见过"),
        douyin(3, 订单应付金额="若干"),
        douyin(4, 主订单编号=""),
        {"收件人": NAME},
    ]
    (inbox / "订单.csv").write_text(csv_text([douyin(1), *bad], list(douyin(1))), "gb18030")
    xhs = {**XHS, "收件人姓名": NAME, "收件人电话": PHONE, "收件人身份证号": CARD, "用户备注": NOTE}
    (inbox / "千帆.xlsx").write_bytes(workbook([xhs, {**xhs, "SKU件数": "-1"}]))
    kuaishou = {**KUAISHOU, "收货人姓名": NAME, "收货人电话": PHONE, "收货地址": ADDRESS, "订单备注": NOTE,
                "收货地址-区": DISTRICT}  # fmt: skip
    rows = [kuaishou, {**kuaishou, "订单号": "9.9E+18"}]
    (inbox / "快手订单123456.xlsx").write_bytes(locked(workbook(rows), "123456"))
    return inbox


def cells_of(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(str(value) for sheet in book for row in sheet.values for value in row)


def database() -> bytes:
    """Every value of every table: the test database lives in memory."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            found += cursor.execute(f'SELECT * FROM "{table}"').fetchall()
    return str(found).encode()


def test_no_secret_is_anywhere_after_imports_with_failures(folder, fresh_home):
    inbox = hand_in(folder)
    document = import_paths(paths=[inbox], actor=None)
    import_paths(paths=[inbox], actor=None, dry_run=True, shop="甲")
    assert sorted((f["kind"], f["new"], f["rejected"]) for f in document["files"]) == [
        ("orders:douyin", 1, 3), ("orders:kuaishou", 1, 1), ("orders:xhs", 1, 1),
    ]  # fmt: skip
    lake().close()

    problem_files = sorted(inbox.glob("*.问题行.xlsx"))
    assert len(problem_files) == 3
    told = str(document) + "".join(cells_of(path) for path in problem_files)
    files = [path for path in fresh_home.rglob("*") if path.is_file()]
    parquet = [path for path in files if path.suffix == ".parquet"]
    assert parquet
    values = "".join(str(pq.read_table(path).to_pydict()) for path in parquet)
    held = b"".join(path.read_bytes() for path in files) + database()
    assert "茶妹" in values, "the search must be able to find something"
    for secret in SECRETS:
        assert secret not in told
        assert secret not in values
        for encoding in ("utf-8", "gb18030", "utf-16-le"):
            assert secret.encode(encoding) not in held

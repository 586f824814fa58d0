"""Small documents for tests: every kind of block, in both languages."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from lianxin.engines.documents import (
    Chart,
    Column,
    Document,
    Edition,
    FigureUse,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    ReceiptTable,
    Shown,
    Table,
    Text,
    write_docx,
    write_html,
    write_json,
    write_pdf,
    write_xlsx,
)

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAFCAIAAADzBuo/AAAAEUlEQVR4nGNwCcnCgxgGUBoAO1YyZSb3wTkAAAAASUVORK5CYII="
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 5">'
    '<defs><clipPath id="c"><path d="M0 0h10v5H0z"/></clipPath></defs><script>alert(1)</script>'
    '<a xlink:href="https://example.org/1"><rect onclick="x()" clip-path="url(#c)" width="5" height="5"/></a>'
    '<image href="https://example.org/x.png"/><text>7</text></svg>'
)
TOWNS = ("白节镇", "护国镇", "天仙镇")


def use(figure: str, text: str, **changes: object) -> FigureUse:
    told: dict[str, object] = {
        "id": figure, "key": "learning.attendances", "name": "参训人次", "period": "2021",
        "where": {}, "by": None, "style": "number", "value": 1204, "unit": "人次", "rows": 1204,
        "text": text, "snapshot": "42",
        "receipt": hashlib.sha256(figure.encode()).hexdigest(),
    }  # fmt: skip
    return FigureUse(**(told | changes))  # type: ignore[arg-type]


def edition(**changes: str) -> Edition:
    told = {
        "id": "2021-annual-1", "title": "报告", "period": "2021", "snapshot": "42", "status": "published",
        "published_at": "2022-03-05T10:00:00+08:00", "office": "区委统战部",
    }  # fmt: skip
    return Edition(**(told | changes))


FIGURES = (
    use("f1", "86", key="learning.events", name="举办活动", value=86, rows=86),
    use("f2", "1,204"),
    use("f3", "3451.23万元", key="sales.gross", name="成交额", value="34512345.67", unit="元"),
    use(
        "f4",
        "近320名",
        key="people.members",
        name="在库成员",
        value=312,
        where={"town": "白节镇"},
        scope="乡镇：白节镇",
    ),
    *(use(f"t{n}", str(100 + n), where={"town": town}) for n, town in enumerate(TOWNS)),
)


def chinese(*more: Heading | Paragraph | Table, **changes: object) -> Document:
    f1, f2, f3, f4 = (Shown(one.id, one.text) for one in FIGURES[:4])
    blocks = (
        Heading(1, (Text("多元学习"),)),
        Heading(2, (Text("培训与研讨"),)),
        Paragraph(
            (Text("2021年，共举办“三化”活动"), f1, Text("场，参训"), f2,
             Text("人次，同比增长12.4%。在库成员"), f4, Text("，成交额"), f3, Text("，走访"),
             Text("35", typed=True), Text("次。"))
        ),
        Heading(3, (Text("课程设置"),)),
        Heading(4, (Text("短视频"),)),
        Items(((Text("建立信息库；"),), (Text("每季度召开一次会议。"),)), ordered=True),
        table(),
        Heading(2, (Text("直播销售"),)),
        Paragraph((Text("全年直播稳步增长。", strong=True),)),
        Chart("各月场次", SVG, PNG, "柱状图：各月场次", table(title="各月场次"), "f1"),
        *more,
    )  # fmt: skip
    told: dict[str, object] = {
        "title": "2021年度工作报告", "subtitle": "纳溪区", "language": "zh", "blocks": blocks,
        "appendix": (
            Heading(1, (Text("编制说明"),)), PageBreak(), Paragraph((Text("数据截至2022年1月10日。"),)),
        ),
        "figures": FIGURES, "edition": edition(),
    }  # fmt: skip
    return Document(**(told | changes))  # type: ignore[arg-type]


def english() -> Document:
    blocks = (
        Heading(1, (Text("Learning"),)),
        Heading(2, (Text("Training & seminars"),)),
        Paragraph((Text("In 2021 there were "), Shown("f1", "86"), Text(" events, up 12.4%, in "),
                   Shown("f2", "1,204"), Text(" attendances. Five offices took part."))),
        Heading(3, (Text("Courses"),)),
        Heading(4, (Text("Video"),)),
        Items(((Text("one < two;"),), (Text("two."),))),
    )  # fmt: skip
    return chinese(blocks=blocks, language="en", title="Annual report 2021", appendix=())


def table(rows: int = 1, title: str = "各镇参训人次") -> Table:
    columns = (Column("镇"), Column("人次", "right"), Column("占比", "right"))
    body = [
        ((Text(town),), (Shown(f"t{n}", str(100 + n)),), (Text(f"{33 + n}.5%"),))
        for _ in range(rows)
        for n, town in enumerate(TOWNS)
    ]
    total = ((Text("合计"),), (Shown("f2", "1,204"),), (Text("100.0%"),))
    return Table(title, "人次", columns, (*body, total), True, "因四舍五入略有差异。", "签到记录", "f2")


def own_appendix() -> tuple[Heading | Table, ...]:
    """As the office's reports have it: one row for each figure, though f2 and f9 ask for the same."""
    rows = tuple(
        ((Text(f"{figure.name}：按培训班签到记录计算"),), (Shown(figure.id, figure.text),))
        for figure in FIGURES
    )
    columns = (Column("指标及口径"), Column("数值", "right"))
    return (Heading(1, (Text("编制说明"),)), Table("数据凭据", "", columns, rows, note="口径见上。"))


def receipts() -> dict[str, ReceiptTable]:
    rows: Iterable[list[str | int | None]] = [
        ["M001", "2021-06-09", "12.50", "=1+1", 7],
        ["0012", "2021-06-10", "-3.00", None, 8],
    ]
    return {"f2": ReceiptTable(("成员编号", "日期", "金额", "备注", "行"), rows)}


WRITERS: dict[str, Callable[[Document], bytes]] = {
    "docx": write_docx,
    "pdf": write_pdf,
    "html": write_html,
    "xlsx": lambda document: write_xlsx(document, receipts()),
    "json": lambda document: write_json(document, receipts()),
}


def written(folder: Path, form: str, document: Document) -> Path:
    path = folder / f"report.{form}"
    path.write_bytes(WRITERS[form](document))
    return path


def edited(path: Path, old: str, new: str, part: str = "word/document.xml") -> Path:
    """The zip with a text of one part replaced, the first time that it stands there."""
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            data = before.read(info)
            if info.filename == part:
                text = data.decode()
                assert old in text, f"{old} is not in {part}"
                data = text.replace(old, new, 1).encode()
            after.writestr(info, data)
    target = path.with_name(f"edited{path.suffix}")
    target.write_bytes(stream.getvalue())
    return target

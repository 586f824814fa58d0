"""A report of 40 pages with 10 charts in each form, against python-docx by hand and LibreOffice's pdf.

The peers write the same text, tables and pictures: python-docx through its own calls, without the standard's
styles, page numbers, bookmarks and data; LibreOffice turns our docx into a pdf.
"""

import io
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pypdf

from lianxin.engines import documents as d
from lianxin.engines.documents.compose import Grid, Line, Picture, composed, plain

CHAPTERS = 10


def report() -> d.Document:
    import altair as alt
    import vl_convert

    months = [{"month": f"{n}月", "value": n * 37 % 23 + 5} for n in range(1, 13)]
    spec = alt.Chart(alt.Data(values=months)).mark_bar().encode(x="month:O", y="value:Q").to_dict()
    svg, png = vl_convert.vegalite_to_svg(spec), vl_convert.vegalite_to_png(spec, scale=3)
    figures = tuple(
        d.FigureUse(f"f{n}", "sales.orders", "订单", "2021", {}, None, "number", n * 1234, "单", n,
                    f"{n * 1234:,}", "1", f"{n:064x}")
        for n in range(1, 101)
    )  # fmt: skip
    rows = tuple(((d.Text(f"乡镇{n}"),), (d.Shown(f.id, f.text),)) for n, f in enumerate(figures[:14]))
    table = d.Table("各镇订单", "单", (d.Column("乡镇"), d.Column("订单", "right")), rows)
    words = "全年组织创作者开展直播助农，覆盖粮油、茶叶、竹笋等农特产品，带动就业和消费。" * 4
    blocks: list[d.Block] = []
    for chapter in range(CHAPTERS):
        shown = d.Shown(figures[chapter].id, figures[chapter].text)
        paragraph = d.Paragraph((d.Text(words), shown, d.Text("单。")))
        blocks += [
            d.Heading(1, (d.Text("直播销售"),)),
            *[d.Heading(2, (d.Text("概况"),)), paragraph] * 3,
            table,
        ]
        blocks += [d.Chart("各月订单", svg, png, "柱状图", table, None), paragraph]
    edition = d.Edition("e", "报告", "2021", "1", "published", "2022-03-05T10:00:00+08:00", "办公室")
    return d.Document("年度报告", "", "zh", tuple(blocks), (), figures, edition)


def by_hand(document: d.Document) -> bytes:
    book = docx.Document()
    for part in composed(document):
        if isinstance(part, Line):
            book.add_paragraph(part.number + plain(part.inlines))
        elif isinstance(part, Picture):
            book.add_picture(io.BytesIO(part.chart.png))
        elif isinstance(part, Grid):
            _table_by_hand(book, part.table)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _table_by_hand(book: "docx.document.Document", table: d.Table) -> None:
    made = book.add_table(len(table.rows) + 1, len(table.columns))
    texts = [[c.title for c in table.columns], *[[plain(cell) for cell in row] for row in table.rows]]
    for row, cells in zip(made.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """The first run, which loads what is loaded once, and the best of three more."""
    found = []
    for _ in range(4):
        begin = time.perf_counter()
        run()
        found.append(time.perf_counter() - begin)
    return found[0], min(found[1:])


def main() -> None:
    document, folder = report(), Path(tempfile.mkdtemp())
    writers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: d.write_docx(document), "pdf": lambda: d.write_pdf(document),
        "html": lambda: d.write_html(document), "xlsx": lambda: d.write_xlsx(document, {}),
        "json": lambda: d.write_json(document, {}),
    }  # fmt: skip
    spent = {form: timed(write) for form, write in writers.items()}
    peers = {"docx": timed(lambda: by_hand(document))}
    (folder / "report.docx").write_bytes(writers["docx"]())
    if office := shutil.which("soffice"):
        command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        command.append(str(folder / "report.docx"))
        peers["pdf"] = timed(lambda: subprocess.run(command, check=True, capture_output=True))
    for form, (first, best) in spent.items():
        path = folder / f"report.{form}"
        path.write_bytes(writers[form]())
        _, reading = timed(lambda path=path: d.read(path))  # type: ignore[misc]
        ratio = f", {first / peers[form][0]:.2f} of the peer's {peers[form][0]:.2f}" if form in peers else ""
        size = path.stat().st_size // 1024
        print(f"{form}: first {first:.2f} s{ratio}, again {best:.2f} s, read {reading:.2f} s, {size} KB")
    pages = pypdf.PdfReader(folder / "report.pdf").get_num_pages()
    print(f"{pages} pages; a pdf again is quick because Typst remembers what it has set")


if __name__ == "__main__":
    main()

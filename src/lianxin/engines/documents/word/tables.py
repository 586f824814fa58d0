"""Tables of a docx: a rule above and below, hairlines between, the header repeated on each page."""

from collections.abc import Callable

from lianxin.engines.documents.columns import fitted
from lianxin.engines.documents.compose import Grid
from lianxin.engines.documents.model import Inlines, Text
from lianxin.engines.documents.word.xml import attribute, twips

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/>'
    for side, eighths in (("top", 8), ("bottom", 8), ("insideH", 4), ("insideV", 4))
)
_CELLS = "".join(
    f'<w:{side} w:w="{twentieths}" w:type="dxa"/>'
    for side, twentieths in (("top", 30), ("left", 60), ("bottom", 30), ("right", 60))
)
_LINE = 1.4

#: Inlines to runs: (inlines, strong=, size=, link=).
Runs = Callable[..., str]


def grid(part: Grid, size: float, room: float, runs: Runs) -> str:
    """`size` and `room`, the width of the text, in points."""
    table = part.table
    found = fitted(table, size, room)
    widths = [twips(room * share) for share in found.shares]
    line = _tight(found.size)
    half_points = "" if found.size == size else f'<w:sz w:val="{round(found.size * 2)}"/>'

    def titles() -> str:
        cells = (runs((Text(column.title),), size=half_points) for column in table.columns)
        return "".join(
            _cell("TableHead", cell, (line, "center"), w) for cell, w in zip(cells, widths, strict=True)
        )

    def cell_runs(cell: Inlines, strong: bool) -> str:
        return runs(cell, strong=strong, size=half_points, link=bool(part.anchors))

    def cells(at: int) -> str:
        last = at == len(table.rows) - 1
        keep = part.noted and last
        return "".join(
            _cell("TableCell", cell_runs(cell, table.total and last), (line, column.align), w, keep)
            for cell, column, w in zip(table.rows[at], table.columns, widths, strict=True)
        )

    rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells(at)}</w:tr>" for at in range(len(table.rows))
    )
    head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{titles()}</w:tr>"
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f"<w:tbl>{_properties(table.title, sum(widths))}<w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def _tight(size: float) -> str:
    """Lines as far apart as the print is large."""
    return f'<w:spacing w:line="{twips(size * _LINE)}" w:lineRule="exact"/>'


def _properties(title: str, width: int) -> str:
    caption = f"<w:tblCaption w:val={attribute(title)}/>" if title else ""
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_CELLS}</w:tblCellMar>"
        f'<w:tblLook w:val="0020" w:firstRow="1"/>{caption}</w:tblPr>'
    )


def _cell(style: str, runs: str, place: tuple[str, str], width: int, keep: bool = False) -> str:
    spacing, align = place
    paragraph = (
        f'<w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}{spacing}<w:jc w:val="{align}"/>'
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr>{paragraph}</w:pPr>{runs}</w:p></w:tc>"
    )

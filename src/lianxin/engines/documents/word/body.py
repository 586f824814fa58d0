"""The body of a docx: parts to paragraphs, tables and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from lianxin.engines.documents.compose import Break, Grid, Line, Part, Picture
from lianxin.engines.documents.look import Look
from lianxin.engines.documents.model import Document, Inline, Inlines, Shown
from lianxin.engines.documents.places import first_marks, mark
from lianxin.engines.documents.setting import name_of, settings, signature_indents
from lianxin.engines.documents.word.styles import STYLES
from lianxin.engines.documents.word.tables import grid
from lianxin.engines.documents.word.xml import attribute, emu, text, twips
from lianxin.engines.documents.words import day

#: Gives the relation id of a picture and its size in pixels.
AddPicture = Callable[[bytes], tuple[str, int, int]]
_POINTS_PER_MM = 72 / 25.4
_TALLEST = 0.55  # of the text's height; a chart and its caption then share a page with text


class Body:
    def __init__(self, document: Document, look: Look, add_picture: AddPicture) -> None:
        self._document = document
        self._look = look
        self._settings = settings(look, document.language)
        self._add_picture = add_picture
        self._marks = count()
        self._pictures = count(1)
        self._room = (look.paper[0] - look.margins.left - look.margins.right) * _POINTS_PER_MM
        self._height = (look.paper[1] - look.margins.top - look.margins.bottom) * _POINTS_PER_MM
        self._break = False
        self._firsts: dict[str, str] = {}
        self._drafted = document.edition.status != "published"

    def xml(self, parts: tuple[Part, ...]) -> str:
        self._firsts = first_marks(parts)
        return "".join(piece for part in parts for piece in self._part(part))

    def _part(self, part: Part) -> Iterator[str]:
        if isinstance(part, Break):
            self._break = True
        elif isinstance(part, Line):
            yield self._line(part)
        elif isinstance(part, Grid):
            yield grid(part, self._look.table.size, self._room, self._runs)
        elif isinstance(part, Picture):
            yield self._picture(part)

    def _line(self, line: Line) -> str:
        style = STYLES[name_of(line)][0]
        keep = "<w:keepNext/>" if line.kept else ""
        own = self._signature(line) if line.role in ("office", "date") else ""
        runs = self._runs(line.inlines, line.number)
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{self._new_page()}{own}</w:pPr>{runs}</w:p>'

    def _new_page(self) -> str:
        broken, self._break = self._break, False
        return "<w:pageBreakBefore/>" if broken else ""

    def _signature(self, line: Line) -> str:
        """Office and date stand to each other by their lengths."""
        if self._document.language == "en":
            return ""
        edition = self._document.edition
        pair = signature_indents(edition.office, day("zh", edition.published_at))
        right = pair[0 if line.role == "office" else 1]
        size = self._settings["office"].size
        return f'<w:ind w:rightChars="{round(right * 100)}" w:right="{twips(right * size)}"/>'

    def _runs(
        self, inlines: Inlines, number: str = "", *, strong: bool = False, size: str = "", link: bool = False
    ) -> str:
        """`link`: figures lead to where they are printed first."""
        lead = self._run(number, "") if number else ""
        style = ("<w:b/>" if strong else "") + size
        return lead + "".join(self._inline(inline, style, link) for inline in inlines)

    def _inline(self, inline: Inline, style: str, link: bool) -> str:
        style = "<w:b/>" + style if inline.strong and "<w:b/>" not in style else style
        if isinstance(inline, Shown):
            return self._figure(inline, style, link)
        typed = '<w:u w:val="dotted"/>' if inline.typed and self._drafted else ""
        return self._run(inline.text, style + typed)

    def _figure(self, shown: Shown, style: str, link: bool) -> str:
        number = next(self._marks)
        first, run = self._firsts[shown.figure], self._run(shown.text, style)
        if link and first != mark(number):
            return f'<w:hyperlink w:anchor="{first}" w:history="1">{run}</w:hyperlink>'
        start = f'<w:bookmarkStart w:id="{number}" w:name="{mark(number)}"/>'
        return f'{start}{run}<w:bookmarkEnd w:id="{number}"/>'

    def _run(self, words: str, style: str) -> str:
        """Quotes and dashes of Chinese text take the wide face."""
        hint = '<w:rFonts w:hint="eastAsia"/>' if self._document.language == "zh" else ""
        lines = "<w:br/>".join(
            f'<w:t xml:space="preserve">{text(piece)}</w:t>' for piece in words.split("\n")
        )
        return f"<w:r><w:rPr>{hint}{style}</w:rPr>{lines}</w:r>"

    def _picture(self, picture: Picture) -> str:
        chart = picture.chart
        relation, wide, high = self._add_picture(chart.png)
        width = min(self._room, self._height * _TALLEST * wide / high)
        size = f'cx="{emu(width)}" cy="{emu(width * high / wide)}"'
        number = next(self._pictures)
        name, described = attribute(f"chart{number}"), attribute(chart.alt)
        told = f'id="{number}" name={name} descr={described} title={attribute(chart.title)}'
        return (
            f'<w:p><w:pPr><w:keepNext/>{self._new_page()}<w:snapToGrid w:val="0"/>'
            '<w:spacing w:before="120" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr>'
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr {told}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
            "</wp:cNvGraphicFramePr><a:graphic><a:graphicData "
            'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="chart{number}.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
            f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )

"""The docx as a package: body, styles, page numbers, properties; the document itself as a custom XML part."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from lianxin.engines.documents.compose import composed
from lianxin.engines.documents.look import GB9704, Look
from lianxin.engines.documents.model import Document
from lianxin.engines.documents.payload import to_json
from lianxin.engines.documents.setting import settings
from lianxin.engines.documents.word.body import Body
from lianxin.engines.documents.word.styles import font_table, settings_part, styles
from lianxin.engines.documents.word.xml import NAMESPACES, attribute, legal, text, twips, twips_of_mm

NAMESPACE = "urn:lianxin:edition"
_ITEM = "{7C5E2A53-6B0C-4C39-9A61-1D3E6F0B9A04}"  # any fixed id: Word keeps parts that have one
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # what custom properties are marked with
_LEFT_OUT = ("customXml", "numbering", "webSettings", "stylesWithEffects", "thumbnail", "theme")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANTS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def write_docx(document: Document, look: Look = GB9704) -> bytes:
    """A docx whose page is that of `look`; figures stand between bookmarks."""
    import docx  # takes a third of a second, so only when one is written

    package: Any = docx.Document()
    _strip(package)
    package.part._styles_part._element = _parsed(styles(look, document.language))
    package.part._settings_part._element = _parsed(settings_part())
    _replace(package.part, f"{_RELATIONS}/fontTable", font_table(look))
    parts = composed(document, look.red_head)
    body = Body(document, look, lambda png: _picture(package, png)).xml(parts)
    section = package.element.body.sectPr
    for child in _parsed(f"<w:body {NAMESPACES}>{body}</w:body>"):
        section.addprevious(child)
    _page(package.sections[0], look)
    _footers(package.sections[0], look, document)
    _properties(package, document)
    _carry(package, document)
    stream = io.BytesIO()
    package.save(stream)
    return stream.getvalue()


def _parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def _strip(package: Any) -> None:
    """The library's template brings styles, lists and a thumbnail that are not ours."""
    for owner in (package.part.rels, package.part.package.rels):
        for key, relation in list(owner.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _LEFT_OUT:
                del owner[key]


def _replace(part: Any, kind: str, xml: str) -> None:
    part.part_related_by(kind)._blob = _declared(xml)


def _declared(xml: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()


def _picture(package: Any, png: bytes) -> tuple[str, int, int]:
    relation, image = package.part.get_or_add_image(io.BytesIO(png))
    return relation, image.px_width, image.px_height


def _page(section: Any, look: Look) -> None:
    margins = look.margins
    width, height = (twips_of_mm(side) for side in look.paper)
    footer = twips_of_mm(margins.bottom - look.footer) - twips(look.page_number.size / 2)
    room = width - twips_of_mm(margins.left) - twips_of_mm(margins.right)
    pitch = (room / 20 / look.chars - look.body.size) * 4096
    xml = (
        f'<w:sectPr {NAMESPACES}><w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{twips_of_mm(margins.top)}" w:right="{twips_of_mm(margins.right)}" '
        f'w:bottom="{twips_of_mm(margins.bottom)}" w:left="{twips_of_mm(margins.left)}" '
        f'w:header="851" w:footer="{footer}" w:gutter="0"/><w:pgNumType w:start="1"/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{twips(look.line)}" w:charSpace="{int(pitch)}"/>'
        "</w:sectPr>"
    )
    for child in list(section._sectPr):
        section._sectPr.remove(child)
    section._sectPr.extend(_parsed(xml))


def _footers(section: Any, look: Look, document: Document) -> None:
    """— 1 —: odd pages at the right, even ones at the left, one character from the edge."""
    size = settings(look, document.language)["footer"].size
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        for child in list(footer._element):
            footer._element.remove(child)
        footer._element.append(_parsed(_page_number(side, size)))


def _page_number(side: str, size: float) -> str:
    def dash(words: str) -> str:
        return (
            f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'
        )

    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return (
        f'<w:p {NAMESPACES}><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="{twips(size)}"/><w:jc w:val="{side}"/></w:pPr>'
        f"{dash('— ')}{field}{dash(' —')}</w:p>"
    )


def _properties(package: Any, document: Document) -> None:
    core, edition = package.core_properties, document.edition
    core.title, core.subject = legal(document.title.replace("\n", "")), legal(document.subtitle)
    core.author = core.last_modified_by = legal(edition.office)
    core.identifier, core.language = edition.id, "zh-CN" if document.language == "zh" else "en-GB"
    core.comments, core.keywords, core.category = "", edition.period, ""
    if edition.published_at:
        moment = dt.datetime.fromisoformat(edition.published_at)
        moment = moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        core.created = core.modified = moment.replace(tzinfo=None)


def _carry(package: Any, document: Document) -> None:
    """The whole document, and the edition's id once more where every program keeps it."""
    part = package.part
    name, data = attribute(document.edition.id), text(to_json(document))
    item = f'<edition xmlns="{NAMESPACE}" id={name}>{data}</edition>'
    store = (
        f'<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="{_STORE}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    item_part = _part(package, "/customXml/item1.xml", "application/xml", item)
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    item_part.relate_to(
        _part(package, "/customXml/itemProps1.xml", kind, store), f"{_RELATIONS}/customXmlProps"
    )
    part.relate_to(item_part, f"{_RELATIONS}/customXml")
    named = (
        f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VARIANTS}"><property fmtid="{_FORMAT}" pid="2" '
        f'name="LianxinEdition"><vt:lpwstr>{text(document.edition.id)}</vt:lpwstr></property></Properties>'
    )
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    part.package.relate_to(
        _part(package, "/docProps/custom.xml", kind, named), f"{_RELATIONS}/custom-properties"
    )


def _part(package: Any, name: str, kind: str, xml: str) -> Any:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part as PackagePart

    return PackagePart(PackURI(name), kind, _declared(xml), package.part.package)

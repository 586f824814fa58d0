"""styles.xml, fontTable.xml and settings.xml from a look."""

from lianxin.engines.documents.look import Face, Look
from lianxin.engines.documents.model import Language
from lianxin.engines.documents.setting import Setting, Settings, settings
from lianxin.engines.documents.word.xml import NAMESPACES, W, attribute, twips

#: Setting → id and name of its style. Names that Word knows are shown to the user in the user's language.
STYLES = {
    "body": ("BodyText", "Body Text"),
    "title": ("Title", "Title"),
    "subtitle": ("Subtitle", "Subtitle"),
    "status": ("Status", "Edition Status"),
    "heading1": ("Heading1", "heading 1"),
    "heading2": ("Heading2", "heading 2"),
    "heading3": ("Heading3", "heading 3"),
    "heading4": ("Heading4", "heading 4"),
    "item": ("ListParagraph", "List Paragraph"),
    "blank": ("Blank", "Blank Line"),
    "gap": ("Gap", "Table Gap"),
    "caption": ("Caption", "caption"),
    "unit": ("TableUnit", "Table Unit"),
    "note": ("TableNote", "Table Note"),
    "source": ("TableSource", "Table Source"),
    "picture": ("ChartCaption", "Chart Caption"),
    "annexes": ("AnnexList", "Annex List"),
    "annexes_more": ("AnnexListMore", "Annex List Continued"),
    "office": ("Signature", "Signature"),
    "date": ("Date", "Date"),
    "annex": ("Annex", "Annex"),
    "annex_title": ("AnnexTitle", "Annex Title"),
    "edition": ("Edition", "Edition"),
    "cell": ("TableCell", "Table Cell"),
    "head": ("TableHead", "Table Head"),
    "red_head": ("RedHead", "Red Head"),
    "footer": ("Footer", "footer"),
}
_LEVELS = {"heading1": 0, "heading2": 1, "heading3": 2, "heading4": 3, "annex_title": 0}
_COMPAT = "http://schemas.microsoft.com/office/word"


def styles(look: Look, language: Language) -> str:
    found = settings(look, language)
    body = found["body"]
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault>{_fonts_and_size(body, look, language)}"
        f"</w:rPrDefault><w:pPrDefault/></w:docDefaults>{_normal(body, look, language)}"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{''.join(_style(name, found, look, language) for name in STYLES)}</w:styles>"
    )


def _normal(body: Setting, look: Look, language: Language) -> str:
    """The page has the standard's grid, whose characters are measured by this style's size, but text does not
    snap to it: line distance and character spacing say the same, and every program sets those alike.
    """
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl/><w:snapToGrid w:val="0"/>{_spacing(body)}</w:pPr>'
        f"{_fonts_and_size(body, look, language)}</w:style>"
    )


def _style(name: str, found: Settings, look: Look, language: Language) -> str:
    setting = found[name]
    style_id, shown = STYLES[name]
    level = f'<w:outlineLvl w:val="{_LEVELS[name]}"/>' if name in _LEVELS else ""
    following = "" if setting.with_next is False else '<w:next w:val="BodyText"/>'
    keep = "<w:keepNext/>" if setting.with_next else ""
    rule = _RED_RULE if name == "red_head" else ""
    paragraph = (
        f'{keep}{rule}{_spacing(setting)}{indents(setting)}<w:jc w:val="{_JC[setting.align]}"/>{level}'
    )
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{shown}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        f"{_fonts_and_size(setting, look, language, name)}</w:style>"
    )


_TIGHT = '<w:spacing w:val="-5"/>'  # a quarter point: 28 characters of 16 pt fit into 156 mm
_RED = '<w:color w:val="FF0000"/>'
_RED_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="FF0000"/></w:pBdr>'
_JC = {"left": "left", "right": "right", "center": "center", "both": "both"}


def _spacing(setting: Setting) -> str:
    return (
        f'<w:spacing w:before="{twips(setting.before)}" w:after="{twips(setting.after)}" '
        f'w:line="{twips(setting.line)}" w:lineRule="exact"/>'
    )


def indents(setting: Setting) -> str:
    """In characters, which follow the size, and in twips for programs that do not know those."""
    parts = []
    for name, characters in (("left", setting.left), ("right", setting.right)):
        parts.append(
            f'w:{name}Chars="{round(characters * 100)}" w:{name}="{twips(characters * setting.size)}"'
        )
    first = "firstLine" if setting.first >= 0 else "hanging"
    characters = abs(setting.first)
    parts.append(f'w:{first}Chars="{round(characters * 100)}" w:{first}="{twips(characters * setting.size)}"')
    return f"<w:ind {' '.join(parts)}/>"


def _fonts_and_size(setting: Setting, look: Look, language: Language, name: str = "") -> str:
    half_points = round(setting.size * 2)
    return (
        f"<w:rPr>{fonts(setting.face, look)}{'<w:b/>' if setting.bold else ''}"
        f"{_RED if name == 'red_head' else ''}"
        f"{_TIGHT if language == 'zh' and setting.size == look.body.size else ''}"
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        f'<w:lang w:val="{"en-US" if language == "zh" else "en-GB"}" w:eastAsia="zh-CN"/></w:rPr>'
    )


def fonts(face: Face, look: Look) -> str:
    latin, wide = attribute(look.latin[0]), attribute(face.names[0])
    return f"<w:rFonts w:ascii={latin} w:hAnsi={latin} w:cs={latin} w:eastAsia={wide}/>"


def font_table(look: Look) -> str:
    """Each face with the names to take in its place."""
    wide = "".join(_font(face) for face in look.faces)
    return (
        f'<w:fonts xmlns:w="{W}">{wide}<w:font w:name={attribute(look.latin[0])}><w:charset w:val="00"/>'
        '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _font(face: Face) -> str:
    wanted, *others = face.names
    instead = f"<w:altName w:val={attribute(','.join(others))}/>" if others else ""
    return (
        f'<w:font w:name={attribute(wanted)}>{instead}<w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
    )


def settings_part() -> str:
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/>'
        "<w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
        "<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{_COMPAT}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )

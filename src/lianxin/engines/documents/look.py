"""How a document looks on paper. The default holds the values of GB/T 9704-2012."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Face:
    """A typeface: the names to look for, the wanted one first."""

    names: tuple[str, ...]


#: Windows 10 and later have 仿宋 and 楷体 where older offices have the _GB2312 ones; macOS has ST… faces;
#: Debian has free ones. A face may go by its Chinese or its English name. The last of each comes with the
#: program.
SONG_TITLE = Face(
    ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "华文中宋", "STZhongsong",
     "Noto Serif CJK SC", "Noto Serif SC")
)  # fmt: skip
FANGSONG = Face(
    ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong",
     "Noto Serif CJK SC", "Noto Serif SC")
)  # fmt: skip
HEITI = Face(("黑体", "SimHei", "STHeiti", "Noto Sans CJK SC", "Noto Sans SC"))
KAITI = Face(
    ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "AR PL KaitiM GB", "AR PL UKai CN",
     "Noto Serif CJK SC", "Noto Serif SC")
)  # fmt: skip
SONGTI = Face(("宋体", "SimSun", "STSong", "Noto Serif CJK SC", "Noto Serif SC"))
LATIN = ("Times New Roman", "Liberation Serif", "Libertinus Serif")


@dataclass(frozen=True)
class Margins:
    """In millimetres."""

    top: float = 37
    bottom: float = 35
    left: float = 28
    right: float = 26


@dataclass(frozen=True)
class Style:
    """`size` in points."""

    face: Face
    size: float


@dataclass(frozen=True)
class Look:
    """Millimetres for paper and margins, points for sizes and spacing.

    `levels` are the headings 1 to 4. `lines` × `chars` is the grid of a full page; `line` the fixed distance
    of lines. `footer` is the distance of the page number below the text area. `red_head` is the name of the
    issuing office in red above the title, None for none: a report is none of the fifteen legal kinds.
    """

    paper: tuple[float, float] = (210, 297)
    margins: Margins = field(default_factory=Margins)
    latin: tuple[str, ...] = LATIN
    title: Style = Style(SONG_TITLE, 22)
    subtitle: Style = Style(KAITI, 16)
    body: Style = Style(FANGSONG, 16)
    levels: tuple[Style, Style, Style, Style] = (
        Style(HEITI, 16),
        Style(KAITI, 16),
        Style(FANGSONG, 16),
        Style(FANGSONG, 16),
    )
    table: Style = Style(FANGSONG, 12)
    table_title: Style = Style(HEITI, 14)
    page_number: Style = Style(SONGTI, 14)
    lines: int = 22
    chars: int = 28
    line: float = 28.95
    indent: int = 2
    footer: float = 7
    red_head: str | None = None

    @property
    def faces(self) -> tuple[Face, ...]:
        """What a reader's machine should have: a docx names its faces and does not hold them."""
        styles = (self.title, self.subtitle, self.body, *self.levels, self.table, self.table_title)
        return tuple(dict.fromkeys(style.face for style in (*styles, self.page_number)))


#: Section 4 of the standard: A4, 37/35/28/26 mm, 22 lines of 28 characters, 小标宋 2号, 仿宋 3号.
GB9704 = Look()

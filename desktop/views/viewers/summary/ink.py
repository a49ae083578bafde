"""How a clinical document is lettered: on the screen in the look of now, on paper in black."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextDocument

from desktop.views.theme import look

LINE_HEIGHT = 145  # per cent
SHEET = """
p, td, th, li {{ line-height: {high}%; }}
p {{ margin-top: 0; margin-bottom: {gap}px; }}
p.caption {{ font-weight: 600; }}
p.footnote {{ color: {faint}; }}
table.first {{ margin-top: {gap}px; }}
td, th {{ padding: {gap}px {side}px; border-bottom: 1px solid {line}; }}
.tight td, .tight th {{ padding: {gap}px {tight}px; font-size: {small}; }}
th {{ background-color: {ground}; color: {faint}; font-weight: 600; text-align: left; }}
"""


@dataclass(frozen=True, slots=True)
class Ink:
    """Fonts and colours, and the space between paragraphs in pixels."""

    body: QFont
    title: QFont
    section: QFont
    inner: QFont
    small: QFont
    text: str
    faint: str
    ground: str
    line: str
    gap: int

    @classmethod
    def of_screen(cls) -> "Ink":
        """The look of now."""
        return cls(
            body=look.font(15),
            title=look.font(24, 600),
            section=look.font(20, 600),
            inner=look.font(17, 600),
            small=look.font(13),
            text=look.color("text").name(),
            faint=look.color("text2").name(),
            ground=look.color("sunken").name(),
            line=look.color("line").name(),
            gap=look.px(8),
        )

    @classmethod
    def of_paper(cls) -> "Ink":
        """Black on white, whatever the theme."""
        return cls(
            body=_printed(10),
            title=_printed(18, QFont.Weight.DemiBold),
            section=_printed(13, QFont.Weight.DemiBold),
            inner=_printed(11, QFont.Weight.DemiBold),
            small=_printed(9),
            text="#000000",
            faint="#333333",
            ground="#ececec",
            line="#999999",
            gap=4,
        )

    def dress(self, document: QTextDocument) -> None:
        """Let an empty document have it."""
        document.setDefaultFont(self.body)
        document.setDefaultStyleSheet(
            SHEET.format(
                high=LINE_HEIGHT,
                gap=self.gap,
                side=self.gap * 3 // 2,
                tight=self.gap // 2,
                small=_size(self.small),
                faint=self.faint,
                line=self.line,
                ground=self.ground,
            )
        )

    def letters(self, font: QFont, *, faint: bool = False) -> QTextCharFormat:
        """Text in one of the fonts."""
        made = QTextCharFormat()
        made.setFont(font)
        made.setForeground(QColor(self.faint if faint else self.text))
        return made

    def block(self, above: int = 0, level: int = 0) -> QTextBlockFormat:
        """A line of its own, so many gaps below the one before; `level` makes it a heading."""
        made = QTextBlockFormat()
        made.setTopMargin(above * self.gap)
        made.setBottomMargin(self.gap)
        made.setHeadingLevel(level)
        made.setLineHeight(
            LINE_HEIGHT if not level else 110,
            QTextBlockFormat.LineHeightTypes.ProportionalHeight.value,
        )
        return made


def _size(font: QFont) -> str:
    points = font.pointSizeF()
    return f"{points}pt" if points > 0 else f"{font.pixelSize()}px"


def _printed(points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(look.family)
    font.setPointSizeF(points)
    font.setWeight(weight)
    return font

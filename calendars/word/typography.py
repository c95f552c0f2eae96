"""Measures and fonts of printed notices (GB/T 9704-2012, 党政机关公文格式), and of the sheets of a notice board.

Lengths are in twips (1/20 of a point, 1/1440 of an inch), sizes of type in points.
"""

from __future__ import annotations

from typing import NamedTuple

TWIPS = 20
"""To a point."""


def mm(length: float) -> int:
    """Millimetres in twips, rounded to the nearest."""
    return round(length * 1440 / 25.4)


class Font(NamedTuple):
    """A font by the name that the standard's practice gives it; `instead` are what a machine without it may have, the
    nearest first (`w:altName`). `panose` lets a program pick one of the same kind where none of the names is there."""

    name: str
    instead: tuple[str, ...]
    panose: str
    pitch: str = "fixed"


TITLE_FONT = Font("方正小标宋简体", ("方正小标宋_GBK", "华文中宋", "STZhongsong"), "02010601030101010101", "auto")
BODY_FONT = Font("仿宋_GB2312", ("仿宋", "FangSong", "华文仿宋", "STFangsong"), "02010609030101010101")
SECOND_FONT = Font("楷体_GB2312", ("楷体", "KaiTi", "华文楷体", "STKaiti"), "02010609030101010101")
FIRST_FONT = Font("黑体", ("SimHei", "微软雅黑", "华文细黑", "STHeiti"), "02010609060101010101")
NUMBER_FONT = Font("宋体", ("SimSun", "华文宋体", "STSong"), "02010600030101010101", "auto")
FONTS = (TITLE_FONT, BODY_FONT, SECOND_FONT, FIRST_FONT, NUMBER_FONT)

TITLE_SIZE = 22  # 2号, 7.3.1
BODY_SIZE = 16  # 3号, 5.2.2
NUMBER_SIZE = 14  # 4号, 7.5

LINES, CHARACTERS = 22, 28  # 5.2.3: a page has 22 lines of 28 characters
CLOSER = 5  # twips by which letters of 16 pt stand closer, so that a line of 156 mm has 28: 28 × 15.75 pt = 155.6 mm
LINE_PITCH = 579  # 28.95 pt: 22 of them fill the 225 mm of the type area


TABLE_LEADING = 1.3
"""From line to line of a table, to the size of its type, which the standard leaves free."""


class Page(NamedTuple):
    """A sheet of paper as it lies, and its margins."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int

    @property
    def text_width(self) -> int:
        """Between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """Between the margins."""
        return self.height - self.top - self.bottom

    @property
    def landscape(self) -> bool:
        """Whether it lies on its long side."""
        return self.width > self.height


# 5.1 and 5.2.1: A4, top 37 mm, left 28 mm, a type area of 156 × 225 mm.
NOTICE_PAGE = Page(mm(210), mm(297), top=mm(37), right=mm(26), bottom=mm(35), left=mm(28))
BOARD_A4 = Page(mm(297), mm(210), top=mm(14), right=mm(15), bottom=mm(14), left=mm(15))
BOARD_A3 = Page(mm(420), mm(297), top=mm(18), right=mm(20), bottom=mm(18), left=mm(20))

# 7.5: the dash beside a page number stands 7 mm below the type area. It is in the middle of its line, which is that
# of a footer: Word measures a footer from the page's edge to the bottom of the line.
NUMBER_LINE = 16 * TWIPS
NUMBER_FROM_EDGE = NOTICE_PAGE.bottom - mm(7) - NUMBER_LINE // 2


def character_pitch(page: Page) -> int:
    """The document grid's `charSpace` for 28 characters of 16 pt a line, in 1/4096 pt: what each takes beyond its
    own width, here less than nothing (ECMA-376, 17.6.5)."""
    return (page.text_width * 4096 // CHARACTERS - BODY_SIZE * TWIPS * 4096) // TWIPS

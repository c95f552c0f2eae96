"""How a sheet is printed: landscape A4, as wide as the paper, the head on every page."""

from __future__ import annotations

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_LONGEST = 200
"""Characters of a header that spreadsheets take (255 with the codes)."""


def set_page(sheet: Worksheet, title: str, head_rows: str) -> None:
    """Sets up the page; `head_rows` (`1:1`) stand on each."""
    setup = sheet.page_setup
    setup.orientation, setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = head_rows
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.75, 0.65, 0.35, 0.3
    # & begins a code.
    sheet.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(title[:_LONGEST].replace("&", "&&"), size=12))
    sheet.oddFooter = HeaderFooterItem(left=_HeaderFooterPart("&A"), center=_HeaderFooterPart("第 &P 页，共 &N 页"))

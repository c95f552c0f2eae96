"""An edited workbook, read back as pins and absences."""

from api.read_back.changed_plan import ReadBack, read_back

__all__ = ["ReadBack", "read_back"]

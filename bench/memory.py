"""The most memory that this process, and its child processes, have held."""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = [("cb", wintypes.DWORD), ("PageFaultCount", wintypes.DWORD)] + [
            (name, ctypes.c_size_t)
            for name in (
                "PeakWorkingSetSize",
                "WorkingSetSize",
                "QuotaPeakPagedPoolUsage",
                "QuotaPagedPoolUsage",
                "QuotaPeakNonPagedPoolUsage",
                "QuotaNonPagedPoolUsage",
                "PagefileUsage",
                "PeakPagefileUsage",
            )
        ]

    def own_peak() -> float:
        """In MB: the peak working set."""
        counters = _Counters(cb=ctypes.sizeof(_Counters))
        process = ctypes.windll.kernel32.GetCurrentProcess()
        ctypes.windll.psapi.GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb)
        return float(counters.PeakWorkingSetSize) / 1e6

    def child_peak() -> float:
        """Windows keeps none for children that have ended."""
        return 0.0

else:
    import resource

    UNIT = 1 if sys.platform == "darwin" else 1024

    def own_peak() -> float:
        """In MB: the peak resident set."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / 1e6

    def child_peak() -> float:
        """In MB: that of the largest child that has ended."""
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * UNIT / 1e6


def peak_memory() -> float:
    """In MB: the peak of this process and, where the work went to child processes, that of the largest times the
    cores, which is no less than they held together."""
    return own_peak() + child_peak() * (os.cpu_count() or 1)

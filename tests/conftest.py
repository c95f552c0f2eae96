"""What holds for every test: hypothesis without deadlines, and in CI nothing is skipped and nothing left to chance."""

import os
from collections.abc import Generator
from typing import TypeVar

import pytest
from hypothesis import settings

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
IN_CI = bool(os.environ.get("CI"))

settings.register_profile("lunzhi", deadline=None)
settings.register_profile("lunzhi-ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("lunzhi-ci" if IN_CI else "lunzhi")


def _fail_if_skipped(report: Report) -> Report:
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test whose part is missing fails."""
    return _fail_if_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """In CI a module whose part is missing fails."""
    return _fail_if_skipped((yield))

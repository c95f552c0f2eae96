"""The routes of pages: templates that they share, and errors that are shown as pages."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint

from api.pages.problems import answer

FOLDER = Path(__file__).parent


def pages(name: str) -> Blueprint:
    """The routes of one file."""
    made = Blueprint(f"pages_{name}", __name__, template_folder=str(FOLDER / "templates"))
    made.register_error_handler(Exception, answer)
    return made

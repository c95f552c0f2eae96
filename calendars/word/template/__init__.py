"""Notices by an office's own Word template, which is data from outside."""

from calendars.word.template.placeholders import PLACEHOLDERS
from calendars.word.template.render import template_documents
from calendars.word.template.starter import starter_template

__all__ = ["PLACEHOLDERS", "starter_template", "template_documents"]

"""The page of a run: one HTML file to look at before a number is trusted."""

from __future__ import annotations

from extract.pages.load import Run, load_run
from extract.pages.model import Page, build_page
from extract.pages.page import render

__all__ = ["Page", "Run", "build_page", "load_run", "render"]

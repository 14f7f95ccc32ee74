"""What the pages of runs and of scores share: layout, marked section text, drawing, escaping, policy.

Imports `schemas` alone.
"""

from __future__ import annotations

from pages.judgement import Judged, Judgement, Verdict, judge
from pages.render import Kit, render
from pages.section import SectionView, anchor_of, page_data, view_section

__all__ = [
    "Judged",
    "Judgement",
    "Kit",
    "SectionView",
    "Verdict",
    "anchor_of",
    "judge",
    "page_data",
    "render",
    "view_section",
]

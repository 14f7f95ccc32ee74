"""The pages of the evaluating half: a score's, and two runs side by side."""

from __future__ import annotations

from eval.pages.compare import comparison_page
from eval.pages.score import score_page
from eval.pages.texts import Texts, texts_of_pool, texts_of_run

__all__ = ["Texts", "comparison_page", "score_page", "texts_of_pool", "texts_of_run"]

"""The embedded extractor with the segments of an overlay: named by their words alone."""

from __future__ import annotations

from extract.ask import Reply
from extract.clauses import clause_at
from extract.document import Annotated
from extract.overlay.words import own_segments
from extract.rules import Rules
from schemas.answer import FigureLabel, MovementLabel

__all__ = ["OverlaidRules"]


class OverlaidRules(Rules):
    """The rules, and where they find no segment, that of the overlay in the figure's or movement's clause."""

    def answer(self, section: Annotated) -> Reply:
        """Answer a section; never raises for any text."""
        reply = super().answer(section)
        places = own_segments(section.section.body)
        if not places:
            return reply
        figures = tuple(_figure(section, label, places) for label in reply.answer.figures)
        movements = tuple(_movement(section, label, places) for label in reply.answer.movements)
        answer = reply.answer.model_copy(update={"figures": figures, "movements": movements})
        return Reply(answer, reply.tries, reply.usage)


def _figure(section: Annotated, label: FigureLabel, places: list[tuple[int, int]]) -> FigureLabel:
    if label.segment is not None:
        return label
    figure = section.figures[label.figure - 1]
    sentence = section.sentences[figure.sentence - 1]
    clause = clause_at(section.section.body, (sentence.start, sentence.end), figure.start, figure.end)
    inside = [place for place in places if clause[0] <= place[0] and place[1] <= clause[1]]
    nearest = min(inside, key=lambda place: abs(place[0] - figure.start), default=None)
    return label if nearest is None else label.model_copy(update={"segment": section.text(*nearest)})


def _movement(section: Annotated, label: MovementLabel, places: list[tuple[int, int]]) -> MovementLabel:
    if label.segment is not None or len(label.sentences) != 1:
        return label
    sentence = section.sentences[label.sentences[0] - 1]
    inside = [place for place in places if sentence.start <= place[0] and place[1] <= sentence.end]
    # With two of them in a sentence, nothing here tells which one moved.
    return label.model_copy(update={"segment": section.text(*inside[0])}) if len(inside) == 1 else label

"""One answer for one section: asked, validated, asked again for what is wrong, and merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.ask import Reply, Usage
from extract.document import Annotated
from extract.model.merge import merged, told
from extract.model.modes import Shape, Unreadable
from extract.model.requester import Got, Place, Requester
from extract.model.transport import Exhausted
from extract.model.validate import Problem, problems
from schemas.answer import Answer
from schemas.errors import AnswerError

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

__all__ = ["Conversation", "Unanswered"]

_PER_FIGURE, _FREE = 4, 40  # an answer has so many entries at the most


class Unanswered(AnswerError):
    """A section that has no answer, with what was spent on it."""

    def __init__(self, reason: str, tries: int, usage: Usage) -> None:
        """Take the reason and what it cost."""
        super().__init__(reason)
        self.tries, self.usage = tries, usage


class Conversation:
    """What is said about one section until its answer is right, or the budget of tries is spent."""

    def __init__(
        self, requester: Requester, shape: Shape, section: Annotated, messages: list[dict[str, Any]]
    ) -> None:
        """Take the first request's messages."""
        self._requester, self._shape, self._section = requester, shape, section
        self._messages = messages
        self._aside: list[str] = []

    def hold(self, tries: int, sample: int = 0) -> Reply:
        """Ask; what is unclaimed after the last try stays so.

        Raises:
            Refused: the server does not take this shape.
            AnswerError: no reply could be read, or none came.
            InputError: nothing can be answered.
        """
        try:
            reply = self._hold(tries, sample)
        except Unanswered as error:
            if not isinstance(error.__cause__, Exhausted):
                self._requester.through(self._aside)
            raise
        self._requester.through(self._aside)
        return reply

    def _hold(self, tries: int, sample: int) -> Reply:
        slug = self._section.section.slug
        answer: Answer | None = None
        found: list[Problem] = []
        usage, tried, doubted, reason = Usage(), 0, False, ""
        while tried < tries:
            tried += 1
            try:
                got = self._requester.get(self._shape, self._messages, Place(slug, sample, tried))
            except AnswerError as error:
                if answer is not None and not isinstance(error, Exhausted):
                    break  # what was answered before is kept, and what is wrong with it is reported
                raise Unanswered(str(error), tried, usage) from error
            usage += got.usage
            try:
                given = self._read(got.reply)
            except Unreadable as error:
                reason = str(error)
                self._unread(got, error)
                continue
            self._requester.keep(got)
            answer = given if answer is None else merged(answer, found, given)
            found = [p for p in problems(self._section, answer) if not (p.doubt and doubted)]
            doubted = True
            if not found:
                break
            self._messages = self._shape.again(self._messages, got.reply, told(found))
        if answer is None:
            raise Unanswered(f"no answer in {tried} tries; the last: {reason}", tried, usage)
        return Reply(answer, tried, usage)

    def _unread(self, got: Got, error: Unreadable) -> None:
        """Ask again after a reply without an answer; one that is too long or empty is not sent back."""
        self._aside.append(got.key)
        if not error.cut and _said(got.reply):
            self._messages = self._shape.again(self._messages, got.reply, str(error))
        else:
            # The same words again, but another request: its reply has a key of its own.
            note = {"role": "user", "content": f"Your last reply could not be used: {error}. Answer again."}
            self._messages = [*self._messages, note]

    def _read(self, reply: ChatCompletion) -> Answer:
        """Return a reply's answer, or raise Unreadable, also for a refusal and a filtered reply."""
        choices = reply.choices
        first = choices[0] if isinstance(choices, list) and choices else None
        if first is None or getattr(first, "message", None) is None:
            raise Unreadable("the reply holds no choice")
        refusal = getattr(first.message, "refusal", None)
        if refusal:
            raise Unreadable(f"the model refuses: {' '.join(str(refusal).split())[:200]}")
        if first.finish_reason == "content_filter":
            raise Unreadable("the server's content filter stopped the reply")
        answer = self._shape.read(reply)
        most = _FREE + _PER_FIGURE * (len(self._section.figures) + len(self._section.sentences))
        for name in Answer.model_fields:
            entries = len(getattr(answer, name))
            if entries > most:
                raise Unreadable(
                    f"{name} has {entries} entries, far more than the section can hold", cut=True
                )
        return answer


def _said(reply: ChatCompletion) -> bool:
    """Tell whether a reply holds anything that could be sent back."""
    choices = reply.choices
    message = getattr(choices[0], "message", None) if isinstance(choices, list) and choices else None
    return bool(getattr(message, "content", None) or getattr(message, "tool_calls", None))

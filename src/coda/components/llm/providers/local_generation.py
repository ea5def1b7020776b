"""One answer of a local model, token by token, on the thread that owns the model."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from coda.components.llm.config import ProviderConfig
from coda.components.llm.providers.local_grammar import callable_tools, constraint_for
from coda.components.llm.providers.local_options import LocalOptions
from coda.components.llm.providers.local_prompt import Prompt, prompt_for
from coda.components.llm.providers.local_reading import MARKS, AnswerReader
from coda.components.llm.providers.local_runtime import LocalModel, out_of_memory
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    ModelEvent,
    ModelRequest,
    Usage,
    UsageReport,
)
from coda.errors import LLMContextTooLongError

_LONGEST_UNTOLD = 2048
"""Tokens of an answer, where neither the settings nor the model name a limit."""
_HALF = "\N{REPLACEMENT CHARACTER}"
"""What the bytes of an unfinished character decode to."""


class Generation:
    """Prepare it and `run` it on the model's thread; `cancel` from any.

    Raises LLMContextTooLongError, when it is made, for a prompt that leaves no room for an answer.
    """

    def __init__(
        self, request: ModelRequest, config: ProviderConfig, options: LocalOptions, model: LocalModel
    ) -> None:
        self._request = request
        self._config = config
        self._options = options
        self._model = model
        self._prompt = prompt_for(request, model, options)
        self._limit = _limit(request, config, model, self._prompt)
        self._constraint = constraint_for(request, model, calls_in_json=self._prompt.calls_in_json)
        self._text = TokenText(model)
        self._stop = StopText(self._prompt.stop)
        self._count = self._thought = 0
        self._ended = False
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """The next token is the last."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def run(self, emit: Callable[[ModelEvent], None], answer_id: str) -> None:
        """Emit the events up to the terminal one. `emit` may wait; nothing is emitted after `cancel`."""
        names = [tool.name for tool in callable_tools(self._request)]
        self._reader = AnswerReader(names, answer_id, thinking=self._prompt.thinking)
        self._emit = emit
        try:
            self._generate()
        except (RuntimeError, MemoryError) as error:
            failure = out_of_memory(error)
            if failure is None:
                raise
            self._give(Failure(failure))
        else:
            self._finish()

    def _generate(self) -> None:
        torch, model = self._model.torch, self._model.model
        tokens = torch.tensor([self._prompt.tokens], device=model.device)
        with torch.inference_mode(), self._own_chance():
            model.generate(
                tokens,
                attention_mask=torch.ones_like(tokens),
                max_new_tokens=self._limit,
                pad_token_id=self._padding(),
                eos_token_id=sorted(self._model.ends) or None,
                logits_processor=[self._weigh],
                stopping_criteria=[self._after_token],
                **self._sampling(),
            )

    @contextmanager
    def _own_chance(self) -> Generator[None]:
        """With a seed, random numbers of this answer's own, and the process's are as they were."""
        torch, device, seed = self._model.torch, self._model.model.device, self._options.seed
        if seed is None:
            yield
            return
        with torch.random.fork_rng([device.index] if device.type == "cuda" else []):
            torch.manual_seed(seed)
            yield

    def _sampling(self) -> dict[str, Any]:
        asked = self._request.temperature
        temperature = self._config.temperature if asked is None else asked
        repetition = self._options.repetition_penalty
        always = {} if repetition is None else {"repetition_penalty": repetition}
        if temperature == 0:
            greedy = {"do_sample": False, "temperature": None, "top_p": None, "top_k": None}
            return always | greedy
        chosen = {"do_sample": True, "temperature": temperature, "top_p": self._config.top_p}
        return always | chosen | {"top_k": self._options.top_k or 0}

    def _padding(self) -> int:
        own = self._model.tokenizer.pad_token_id
        return own if own is not None else min(self._model.ends, default=0)

    def _weigh(self, input_ids: Any, scores: Any) -> Any:
        """A logits processor: OpenAI's two penalties, and what the form allows."""
        frequency, presence = self._config.frequency_penalty, self._config.presence_penalty
        said = input_ids[0, len(self._prompt.tokens) :]
        if (frequency or presence) and len(said):
            counts = self._model.torch.bincount(said, minlength=scores.shape[-1])[: scores.shape[-1]]
            scores = scores - counts * frequency - (counts > 0) * presence
        if self._constraint is not None and not self._constraint.is_complete:
            scores = self._constraint.allowed(scores)
        return scores

    def _after_token(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        """A stopping criterion, which is asked after every token: it also hands out what was written."""
        if not (self._ended or self._cancelled.is_set()):
            new = input_ids[0, len(self._prompt.tokens) + self._count :].tolist()
            self._count += len(new)
            self._take(new)
        done = self._ended or self._cancelled.is_set()
        return self._model.torch.full((1,), done, device=input_ids.device, dtype=self._model.torch.bool)

    def _take(self, tokens: list[int]) -> None:
        if self._reader.thinking:
            self._thought += len(tokens)
        if self._constraint is not None:
            self._constraint.advance(tokens)
            self._ended = self._constraint.is_complete
        self._ended = self._ended or bool(self._model.ends.intersection(tokens))
        words = self._stop.feed(self._text.feed(tokens))
        self._ended = self._ended or self._stop.found
        for event in self._reader.feed(words):
            self._give(event)

    def _finish(self) -> None:
        cut_off = not self._ended
        rest = self._stop.finish(self._text.finish())
        for event in [*self._reader.feed(rest), *self._reader.finish(cut_off=cut_off)]:
            self._give(event)
        self._give(UsageReport(Usage(len(self._prompt.tokens), self._count, reasoning_tokens=self._thought)))
        reason = FinishReason.LENGTH if cut_off else FinishReason.STOP
        self._give(Finish(FinishReason.TOOL_CALLS if self._reader.calls and not cut_off else reason))

    def _give(self, event: ModelEvent) -> None:
        if not self._cancelled.is_set():
            self._emit(event)


class TokenText:
    """The text of tokens as they come, in whole characters; special tokens are left out, but for marks."""

    def __init__(self, model: LocalModel) -> None:
        self._tokenizer = model.tokenizer
        special = zip(model.tokenizer.all_special_ids, model.tokenizer.all_special_tokens, strict=False)
        self._hidden = {token for token, text in special if text not in MARKS} | model.ends
        self._tokens: list[int] = []
        self._before = self._given = 0
        """Tokens before `_given` are given out; decoding begins at `_before`, for words depend on what
        stands before them."""

    def feed(self, tokens: list[int]) -> str:
        self._tokens += [token for token in tokens if token not in self._hidden]
        text = self._new_text()
        if text.endswith(_HALF):
            return ""
        self._before, self._given = self._given, len(self._tokens)
        return text

    def finish(self) -> str:
        """What is left, without half a character at its end."""
        return self._new_text().rstrip(_HALF)

    def _new_text(self) -> str:
        known = self._decoded(self._tokens[self._before : self._given])
        return self._decoded(self._tokens[self._before :])[len(known) :]

    def _decoded(self, tokens: list[int]) -> str:
        return self._tokenizer.decode(tokens, clean_up_tokenization_spaces=False)


class StopText:
    """Ends a text before the first of `stops`; what may be the beginning of one is held back."""

    def __init__(self, stops: tuple[str, ...]) -> None:
        self._stops = tuple(stop for stop in stops if stop)
        self._held = ""
        self.found = False

    def feed(self, text: str) -> str:
        if self.found:
            return ""
        self._held += text
        places = [place for stop in self._stops if (place := self._held.find(stop)) >= 0]
        self.found = bool(places)
        end = min(places) if places else self._safe_end()
        given, self._held = self._held[:end], self._held[end:]
        return given

    def finish(self, text: str) -> str:
        given = self.feed(text)
        return given if self.found else given + self._held

    def _safe_end(self) -> int:
        longest = max((len(stop) for stop in self._stops), default=1) - 1
        for start in range(max(0, len(self._held) - longest), len(self._held)):
            if any(stop.startswith(self._held[start:]) for stop in self._stops):
                return start
        return len(self._held)


def _limit(request: ModelRequest, config: ProviderConfig, model: LocalModel, prompt: Prompt) -> int:
    wanted = request.max_tokens or config.max_tokens
    if model.context is None:
        return wanted or _LONGEST_UNTOLD
    room = model.context - len(prompt.tokens)
    if room < 1:
        raise LLMContextTooLongError(
            f"The conversation has {len(prompt.tokens)} tokens, and the model {config.model} takes "
            f"{model.context} together with its answer. Start a new one, or shorten the message."
        )
    return min(wanted, room) if wanted else room

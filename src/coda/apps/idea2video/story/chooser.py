"""Choices that a seed makes: the same in any process, and each independent of all others."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chooser:
    """`root` is what the choices hang on: the idea and the seed. What a choice is for keeps it from moving
    when another one is added."""

    root: str

    def generator(self, purpose: str) -> random.Random:
        digest = hashlib.sha256(f"{self.root}\n{purpose}".encode("utf-8", "surrogatepass")).digest()
        return random.Random(int.from_bytes(digest[:8], "big"))  # noqa: S311 - tells stories, keeps no secrets

    def pick(self, purpose: str, options: Sequence[T]) -> T:
        return options[self.generator(purpose).randrange(len(options))]

    def shuffled(self, purpose: str, options: Sequence[T]) -> list[T]:
        mixed = list(options)
        self.generator(purpose).shuffle(mixed)
        return mixed

"""Lines with slots, filled: who is new is introduced, nothing is said twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coda.apps.idea2video.story import shelf
from coda.apps.idea2video.story.chooser import Chooser
from coda.apps.idea2video.story.tongue import Slots, Tongue

_SLOT = re.compile(r"\{([^{}]+)\}")
_SPECIAL = re.compile(r"\{(?:thing|skill|deed|habit|feared|where)\b")
"""Slots that only this idea fills."""
_LEAST_SPECIAL = 2
"""Lines in a film that should speak of what is special to the idea."""
_DEED = re.compile(r"\{(?:deed|habit)\}")
_PRESENT = re.compile(r"\{(hero|other|companion|thing)(?:\.a|\.the|\.name)?\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A beat as the word lists have it. `speaker` says `said` instead of the narrator's line."""

    line: str
    action: str
    speaker: str = ""
    said: str = ""

    @property
    def present(self) -> tuple[str, ...]:
        """Roles that the action names, in its order."""
        return tuple(dict.fromkeys(_PRESENT.findall(self.action)))

    @property
    def things_seen(self) -> str:
        """The action without the names in it, which may mean things too."""
        return _PRESENT.sub(lambda found: found.group() if found[1] == "thing" else "_", self.action)

    @property
    def slots(self) -> set[str]:
        return set(_SLOT.findall(self.line + self.action + self.said))


def pattern(raw: str) -> Pattern:
    line, _, rest = raw.partition("//")
    action, _, spoken = rest.partition("//")
    speaker, _, said = spoken.partition(":")
    return Pattern(line.strip(), action.strip(), speaker.strip(), said.strip())


@dataclass(slots=True)
class Teller:
    """Tells one film. It remembers whom it has introduced and what it has said."""

    tongue: Tongue
    slots: Slots
    chooser: Chooser
    most: int
    done_to: str = ""
    """The role whom the idea's own deed is done to: "other" in "befriends a storm"; "" for nobody."""
    nameless: bool = False
    """Whether that one bears no name, and so is introduced when the deed is told."""
    _introduced: set[str] = field(default_factory=set[str])
    _told: set[str] = field(default_factory=set[str])

    def narrate(self, template: str) -> str:
        """A line of the narrator: the first mention of a role introduces it."""

        def fill(found: re.Match[str]) -> str:
            slot = found[1]
            role = slot.removesuffix(".a")
            first = slot == role and role != "thing" and role not in self._introduced
            if slot in {role, f"{role}.a"}:
                self._introduced.add(role)
            if self.done_to and self.nameless and _DEED.match(found[0]):
                self._introduced.add(self.done_to)
            return self.slots[f"{role}.a"] if first and f"{role}.a" in self.slots else self.slots[slot]

        return self.tongue.finish(_SLOT.sub(fill, template))

    def show(self, template: str) -> str:
        """A line that introduces nobody: what is seen, said or summed up."""
        return self.tongue.finish(self.filled(template))

    def filled(self, template: str) -> str:
        """The same as a part of a sentence."""
        return _SLOT.sub(lambda found: self.slots[found[1]], template)

    def fitting(self, options: Sequence[str]) -> list[str]:
        """Those whose slots are all there; of them the ones that use most of what is special to the idea."""
        return _most_special(self._whole(options))

    def _whole(self, options: Iterable[str]) -> list[str]:
        return [option for option in options if set(_SLOT.findall(option)) <= self.slots.keys()]

    def choose(self, purpose: str, options: Iterable[str]) -> str | None:
        """One of those that fit and were not told yet, by seed: rather what is special to the idea, be it a
        little longer, but not always the same; the shortest where all are too long to say in a shot. None
        when there is none left."""
        left = self._whole(option for option in options if option not in self._told)
        if not left:
            return None
        left = [option for option in left if self._presents(option)] or left
        special = [option for option in left if _SPECIAL.search(option)]
        owed = self._owes
        room = self.tongue.most if owed else self.most
        sayable = self._sayable(special, room)
        if not sayable or (len(sayable) == 1 and not owed):
            sayable = self._sayable(left, self.most)
        chosen = self.chooser.pick(purpose, sayable) if sayable else min(special or left, key=self._size)
        self._told.add(chosen)
        return chosen

    def present(self, told: Pattern) -> tuple[str, ...]:
        """Roles that are seen: those that the action names, and whom the deed in it is done to."""
        done_to = (self.done_to,) if self.done_to and _DEED.search(told.action) else ()
        return tuple(dict.fromkeys((*told.present, *done_to)))

    def knows(self, roles: Iterable[str]) -> bool:
        """Whether all of them were introduced."""
        return self._introduced.issuperset(roles)

    def _presents(self, option: str) -> bool:
        """Nobody is seen whom no line has named by then."""
        told = pattern(option)
        named = set(_PRESENT.findall(told.line)) | self._introduced | {"thing"}
        return named.issuperset(told.present)

    @property
    def _owes(self) -> bool:
        """Whether too little was said of what is special to the idea."""
        said = [option for option in self._told if _SPECIAL.search(pattern(option).line)]
        return len(said) < _LEAST_SPECIAL

    def _sayable(self, options: Iterable[str], most: int) -> list[str]:
        return [option for option in options if self._size(option) <= most]

    def _size(self, option: str) -> int:
        """Of the narrator's line, with its introductions."""
        introduced = set(self._introduced)
        size = self.tongue.size(self.narrate(option.partition("//")[0]))
        self._introduced = introduced
        return size


def tale_lines(language: str, relation: str, key: str) -> tuple[str, ...]:
    return shelf.values(language, "tales", relation, key)


def _most_special(options: list[str]) -> list[str]:
    special = [option for option in options if _SPECIAL.search(option)]
    return special or options

"""The cast: those whom the idea names, and those whom the story still needs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coda.apps.idea2video.story import concepts, shelf
from coda.apps.idea2video.story.beings import Being
from coda.apps.idea2video.story.chooser import Chooser
from coda.apps.idea2video.story.lexicon import lexicon
from coda.apps.idea2video.story.nouns import Noun, brief
from coda.apps.idea2video.story.palette import palette
from coda.apps.idea2video.story.reading import Reading
from coda.apps.idea2video.story.relations import ABOUT_PLACES
from coda.apps.idea2video.story.tongues import tongue
from coda.apps.idea2video.vocabulary import Feature, FigureKind, Setting

_FEMALE = {"woman", "girl", "old woman", "fairy"}
_MALE = {"man", "boy", "old man", "wizard"}
_UNIQUE = {
    "sea", "moon", "sun", "night", "winter", "spring", "summer", "autumn", "death", "time", "silence",
    "wind", "rain", "snow", "feeling", "music", "dream", "echo",
}  # fmt: skip
_STRANGE = {"ghost", "spirit", "alien", "monster"}
_PARTS = {
    "befriend": "friend", "search": "guide", "lose": "guide", "build": "helper", "learn": "teacher",
    "dream": "helper", "fight": "rival", "travel": "companion", "save": "helper", "love": "beloved",
    "discover": "witness", "escape": "helper", "return": "guide", "wait": "witness", "perform": "witness",
    "grow": "helper", "give": "friend", "steal": "rival", "wonder": "witness", "race": "rival",
    "mend": "helper", "become": "witness", "swap": "double", "fear": "friend", "feast": "guest",
    "shop": "guest", "secret": "witness", "art": "witness", "write": "listener", "memory": "helper",
    "work": "friend", "serenade": "listener", "farewell": "friend", "found": "friend",
}  # fmt: skip
"""What the second character is to the first, by relation."""
_OTHERS = {"befriend", "fight", "save", "love", "race", "serenade"}
"""Relations whose object is the second character, even when it is a thing."""
_SOUGHT = {"search", "lose", "build", "become", "mend", "work", "secret", "wait"}
"""Relations whose object is what the story is about, even when it is somebody."""
_TAKEN = {"give", "art", "write", "memory"}
"""Relations that take the wind or the rain for a thing."""
_WITH_ANYBODY = {"feast", "fear", "serenade"}
"""Relations whose second one may be the sun itself."""
_LINKING = {"give", "swap", "serenade"}
"""Relations whose second object is somebody, even when it is a thing."""
_OTHER_SEX: dict[FigureKind, FigureKind] = {
    "woman": "man", "man": "woman", "girl": "boy", "boy": "girl",
    "old woman": "old man", "old man": "old woman",
}  # fmt: skip
_AGED: dict[FigureKind, FigureKind] = {
    "woman": "old woman", "man": "old man", "girl": "old woman", "boy": "old man",
}  # fmt: skip
_YOUNG: dict[FigureKind, FigureKind] = {"old woman": "woman", "old man": "man"}
_HEADGEAR = {"hat", "cap", "hood", "crown", "bun"}
_LONG_SECONDS = 55
"""A film of this length has room for a third."""


@dataclass(frozen=True, slots=True)
class Cast:
    """`thing` is what the story is about besides those who act; `part` what the other one is to the hero.
    `named_other` tells that the idea names the other one."""

    hero: Being
    other: Being
    companion: Being | None
    thing: Noun | None
    part: str
    named_other: bool

    @property
    def beings(self) -> tuple[Being, ...]:
        return tuple(being for being in (self.hero, self.other, self.companion) if being is not None)


def cast_of(reading: Reading, language: str, seconds: float, chooser: Chooser) -> Cast:
    maker = Maker(language, chooser)
    spoken = tongue(language).code
    named = [_in_language(brief(noun), reading.language, spoken) for noun in reading.clause.subjects]
    objects = [_in_language(brief(noun), reading.language, spoken) for noun in reading.clause.objects]
    hero = maker.from_noun(named[0], 0) if named else maker.invented(_first_key(reading, chooser), 0)
    hero = replace(hero, role="protagonist")
    other_noun, thing = _other_and_thing(named, objects, reading.relation)
    keys = _neighbours(hero, reading, chooser)
    other = maker.from_noun(other_noun, 1) if other_noun else maker.invented(keys.pop(0), 1)
    other = replace(other, twin=other_noun is not None and other_noun in named[:1])
    third = next((key for key in keys if key != other.key), None) if seconds >= _LONG_SECONDS else None
    return Cast(
        hero=hero,
        other=other,
        companion=maker.invented(third, 2) if third else None,
        thing=_one_of(thing) if thing is not None and reading.relation == "become" else thing,
        part=_PARTS[reading.relation],
        named_other=other_noun is not None,
    )


def _one_of(noun: Noun) -> Noun:
    """What each of several becomes."""
    return replace(noun, phrase=noun.single, plural=False, determiner="a") if noun.single else noun


def _in_language(noun: Noun, written: str, spoken: str) -> Noun:
    """A noun as the film's language calls it; the idea's own word where it has none."""
    if written == spoken or not noun.key:
        return noun
    word, form = lexicon(spoken).words_for(noun.kind, noun.key)[0]
    return replace(
        noun,
        phrase=word,
        single=word,
        head=word,
        gender=form.gender,
        measure=form.measure,
        determiner="a",
        plural=False,
    )


def _neighbours(hero: Being, reading: Reading, chooser: Chooser) -> list[str]:
    """Who else lives where the story plays, in the seed's order; the cat is everywhere."""
    named = () if reading.afar and hero.homes else reading.named_for(hero.homes)
    home = (named or hero.homes or ("village",))[0]
    dwellers = [key for key in concepts.places()[home].dwellers if key != hero.key]
    mixed = chooser.shuffled("dwellers", dwellers)
    return [*mixed, *(key for key in ("cat", "bird", "dog") if key not in {*mixed, hero.key})]


def _other_and_thing(
    named: list[Noun], objects: list[Noun], relation: str
) -> tuple[Noun | None, Noun | None]:
    """The second subject, whom the verb is about, or a twin of a hero in the plural; and what it is about.
    A place is where things happen, unless it is built."""
    objects = [noun for noun in objects if noun.kind != "place" or relation in {*ABOUT_PLACES, "serenade"}]
    objects = [noun for noun in objects if "gone" not in noun.qualities]
    first = objects[0] if objects else None
    if len(named) > 1:
        return named[1], first
    linked = next(
        (noun for noun in objects[1:] if relation in _LINKING | _WITH_ANYBODY or _has_body(noun)), None
    )
    if linked is not None:
        return linked, first
    if relation == "race" and first is not None and not _can_race(first, named):
        return (named[0] if named and named[0].plural else None), first
    if first is not None and _stands_by(first, relation):
        return first, (objects[1] if len(objects) > 1 else None)
    if named and named[0].plural and named[0].determiner != "own":
        return named[0], first
    return None, first


def _stands_by(noun: Noun, relation: str) -> bool:
    """Whether an object is the second one: an island can listen, and is else only a place."""
    return relation == "serenade" or (noun.kind != "place" and (relation in _OTHERS or _acts(noun, relation)))


def _has_body(noun: Noun) -> bool:
    return noun.kind == "being" and noun.key not in _UNIQUE


def _can_race(noun: Noun, named: list[Noun]) -> bool:
    """Whether one can race it: a train, and not a bicycle of one's own, a marathon, or what two race for."""
    runs = noun.kind == "being" or (noun.kind == "thing" and noun.key != "race" and noun.determiner != "own")
    return runs and not (named and named[0].plural)


def _acts(noun: Noun, relation: str) -> bool:
    """Whether an object is somebody who can stand beside the hero, and is not what is looked for or made."""
    kind = concepts.beings().get(noun.key)
    force = kind is not None and kind.group == concepts.FORCES
    sought = relation in _SOUGHT or (force and relation in _TAKEN)
    made = relation == "art" and noun.determiner == "a"
    known = relation in _WITH_ANYBODY or noun.key not in _UNIQUE
    return noun.kind == "being" and known and not sought and not made


def _first_key(reading: Reading, chooser: Chooser) -> str:
    """Somebody at home in the place that the idea names, when it names nobody."""
    home = reading.settings[0] if reading.settings else "village"
    return chooser.pick("hero", concepts.places()[home].dwellers)


class Names:
    """Names of a language, each given once in a film."""

    def __init__(self, language: str, chooser: Chooser) -> None:
        self._language, self._chooser = language, chooser
        self._given: set[str] = set()

    def give(self, group: str) -> str:
        names = shelf.words(tongue(self._language).code, "phrases", "names", group)
        mixed = self._chooser.shuffled(f"names {group}", names)
        name = next(one for one in mixed if one not in self._given)
        self._given.add(name)
        return name

    def keep(self, name: str) -> None:
        self._given.add(name)


class Maker:
    """Makes characters of one film, telling them apart by name and colour."""

    def __init__(self, language: str, chooser: Chooser, *, names_all: bool = True) -> None:
        """Without `names_all` only those are named whom the words name."""
        self._language, self._chooser = language, chooser
        self._names, self._names_all = Names(language, chooser), names_all

    def from_noun(self, noun: Noun, number: int) -> Being:
        kind = concepts.beings().get(noun.key) if noun.kind == "being" else None
        if kind is not None:
            return self._being(noun, kind, number)
        thing = concepts.things().get(noun.key)
        if thing is not None:
            return self._thing(noun, thing, number)
        return self._unknown(noun, number)

    def invented(self, key: str, number: int) -> Being:
        """Of the words a language has for it, women's and men's, one by seed."""
        options = lexicon(tongue(self._language).code).words_for("being", key)
        word, form = self._chooser.pick(f"word {number}", options)
        noun = Noun(
            phrase=word,
            head=word,
            kind="being",
            key=key,
            determiner="a",
            gender=form.gender,
            measure=form.measure,
        )
        return self.from_noun(noun, number)

    def _being(self, noun: Noun, kind: concepts.BeingKind, number: int) -> Being:
        force = kind.group == concepts.FORCES
        figure = self._figure(kind.figures, noun, number)
        if figure == "thing":
            noun = _in_its_stuff(noun, concepts.things()[kind.elements[0]])
        bare = force or figure == "thing"
        features = kind.features if bare else kind.features + self._flourish(kind.features, number)
        return self._made(noun, figure, features, kind.homes, number, elements=kind.elements, force=force)

    def _thing(self, noun: Noun, thing: concepts.ThingKind, number: int) -> Being:
        being = self._made(
            _in_its_stuff(noun, thing),
            thing.figure,
            thing.features,
            thing.homes,
            number,
            elements=(thing.element,),
        )
        return replace(being, thing=True)

    def _unknown(self, noun: Noun, number: int) -> Being:
        """By the look of the word; a mere name is somebody's."""
        figures: tuple[FigureKind, ...] = _people(noun) if _agent(noun) else ("spirit",)
        figure = self._figure(figures, noun, number)
        features: tuple[Feature, ...] = ("light",) if figure == "spirit" else self._flourish((), number)
        return self._made(noun, figure, features, (), number)

    def _figure(self, figures: tuple[FigureKind, ...], noun: Noun, number: int) -> FigureKind:
        """By seed, within what the words leave open."""
        fitting: list[FigureKind] = [one for one in figures if noun.gender in {"", _gender_of(one)}]
        chosen: FigureKind = self._chooser.pick(f"figure {number}", fitting or figures)
        if noun.gender and _gender_of(chosen) not in {"", noun.gender}:
            chosen = _OTHER_SEX.get(chosen, chosen)
        aged = _AGED if "old" in noun.qualities else _YOUNG if "young" in noun.qualities else {}
        return aged.get(chosen, chosen)

    def _flourish(self, features: tuple[Feature, ...], number: int) -> tuple[Feature, ...]:
        """One thing more to know it by; nobody wears two hats."""
        extra: tuple[Feature, ...] = ("scarf", "backpack", "glasses", "hat", "cap")
        fitting = extra[:3] if _HEADGEAR & set(features) else extra
        return (self._chooser.pick(f"feature {number}", fitting),)

    def _made(
        self,
        noun: Noun,
        figure: FigureKind,
        features: tuple[Feature, ...],
        homes: tuple[Setting, ...],
        number: int,
        *,
        elements: tuple[concepts.Element, ...] = (),
        force: bool = False,
    ) -> Being:
        by_chance = "n" if force else self._chooser.pick(f"gender {number}", ("m", "f"))
        gender = noun.gender or _gender_of(figure) or by_chance
        unnamed = bool(noun.head) and (
            (force and not noun.plural) or noun.determiner == "own" or not self._names_all
        )
        name = noun.name or ("" if unnamed else self._names.give(_group(figure, gender, noun)))
        self._names.keep(name)
        features = tuple(dict.fromkeys((*noun.features, *features)))[:4]
        return Being(
            key=noun.key,
            noun=noun.head,
            phrase=noun.single or noun.phrase,
            name=name,
            gender=gender,
            figure=figure,
            element=elements[0] if figure == "thing" else None,
            features=features,
            colors=palette(self._chooser, number, figure, noun.colours, features),
            qualities=noun.qualities,
            homes=homes,
            elements=elements,
            measure=noun.measure,
            definite=noun.key in _UNIQUE
            or noun.is_only
            or (force and not noun.plural and noun.determiner != "a"),
            own=noun.determiner == "own",
        )


def _in_its_stuff(noun: Noun, thing: concepts.ThingKind) -> Noun:
    """In the colour of what the thing is made of, unless the words give it another."""
    return replace(noun, colours=noun.colours or (thing.stuff,)) if thing.stuff else noun


def _gender_of(figure: FigureKind) -> str:
    return "f" if figure in _FEMALE else "m" if figure in _MALE else ""


def _group(figure: FigureKind, gender: str, noun: Noun) -> str:
    if noun.kind == "thing":
        return "thing"
    if figure == "robot":
        return "robot"
    if figure in _STRANGE:
        return "strange"
    return gender if figure in _FEMALE | _MALE | {"knight", "astronaut"} else "creature"


def _people(noun: Noun) -> tuple[FigureKind, ...]:
    """A pet name such as 小明 is a child's."""
    return ("girl", "boy") if noun.name.startswith(("小", "阿")) else ("woman", "man", "girl", "boy")


def _agent(noun: Noun) -> bool:
    endings = (
        "er",
        "or",
        "ist",
        "ian",
        "ero",
        "era",
        "ista",
        "dor",
        "dora",
        "人",
        "师",
        "手",
        "员",
        "家",
        "者",
        "匠",
    )
    return bool(noun.name) or noun.head.lower().endswith(endings)

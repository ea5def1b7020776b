"""Ball phrases: numbers, ordinals, names the user gave, "all", "the others", "them"."""

from __future__ import annotations

from functools import lru_cache

from coda.apps.sequence_maker.skill.lengths import unit_at
from coda.apps.sequence_maker.skill.numbers import NUMBER_WORDS, read_integer, read_ordinal
from coda.apps.sequence_maker.skill.outcomes import Impossible
from coda.apps.sequence_maker.skill.phrases import Balls, Group, Mention
from coda.apps.sequence_maker.skill.source import Read, Source
from coda.apps.sequence_maker.skill.tokens import plain, tokenize
from coda.apps.sequence_maker.skill.view import ShowView
from coda.apps.sequence_maker.skill.wording import ball_names, counted

NOUNS = frozenset({"ball", "balls", "timeline", "timelines", "lane", "lanes"})
_PLURALS = frozenset({"balls", "timelines", "lanes"})
_SEGMENT_NOUNS = frozenset(
    "segment segments part parts block blocks piece pieces clip clips bit bits".split()
)
_ALL = frozenset({"all", "every", "each", "any"})
_AND = frozenset({",", "and", "&", "+", "plus"})
_EXCEPT = frozenset({"except", "excluding", "but", "without"})
_PRONOUNS = frozenset({"it", "them", "they", "these", "those", "itself", "themselves", "that", "this"})
_EVERYTHING = frozenset({"everything", "everybody", "everywhere"})


def read_balls(source: Source, place: int) -> Read[Balls | Mention]:
    """Raises Impossible for a ball that is not there."""
    found = (
        _read_names(source, place)
        or _read_all(source, place)
        or _read_numbered(source, place)
        or _read_ordinals(source, place)
        or _read_mention(source, place)
    )
    if found is None or not isinstance(found[0], Balls):
        return found
    return _without(source, found[0], found[1])


def _without(source: Source, balls: Balls, place: int) -> Read[Balls | Mention]:
    """As in "… except ball 2"."""
    at = source.skip(place, {","})
    if not balls.every or source.word(at) not in _EXCEPT:
        return balls, place
    at = source.skip(at + 1, {"for", "not", "the", "touch", "change"})
    left_out = read_numbers_or_balls(source, at) or _read_ordinal_ball(source, at)
    if left_out is None or not isinstance(left_out[0], Balls):
        return balls, place
    kept = tuple(one for one in balls.indices if one not in left_out[0].indices)
    if not kept:
        raise Impossible("That leaves no ball.")
    return Balls(kept), left_out[1]


def _read_ordinal_ball(source: Source, place: int) -> Read[Balls]:
    """As in "except the first", "except the last one"."""
    ordinal = read_ordinal(source, place)
    if ordinal is None:
        return None
    return Balls((_placed(source.view, ordinal[0]),)), source.skip(ordinal[1], {"one"})


def read_numbers_or_balls(source: Source, place: int) -> Read[Balls | Mention]:
    """Balls, or the bare numbers of balls: where only a ball can be meant."""
    found = read_balls(source, place)
    if found:
        return found
    numbers = _read_list(source, source.skip(place, {"number", "#", "no"}))
    return _numbered(source.view, *numbers) if numbers else None


def position(view: ShowView, number: int) -> int:
    """The index of "ball 4": the one called so, else the fourth. Raises Impossible."""
    for index, ball in enumerate(view.balls):
        if ball.name.casefold() == f"ball {number}":
            return index
    index = number - 1
    if not 0 <= index < len(view.balls):
        raise Impossible(_no_ball(view, number))
    name = view.balls[index].name.casefold()
    if name.startswith("ball ") and name[5:].isdecimal():
        raise Impossible(f"There is no ball {number}. There are {ball_names(view, view.positions)}.")
    return index


def _no_ball(view: ShowView, number: int) -> str:
    if not view.balls:
        return "There are no balls in this show. Say “add a ball” first."
    there = (
        "There is only 1 ball" if len(view.balls) == 1 else f"There are {counted(len(view.balls), 'ball')}"
    )
    return f"{there}; there is no ball {number}."


def _read_names(source: Source, place: int) -> Read[Balls]:
    """One or several names: "Left hand and right hand"."""
    first = _read_name(source, place)
    if first is None:
        return None
    indices, at = [first[0]], first[1]
    while True:
        following = _read_name(source, source.skip(at, _AND)) if source.word(at) in _AND else None
        if following is None:
            return Balls(tuple(dict.fromkeys(indices))), source.skip(at, NOUNS)
        indices.append(following[0])
        at = following[1]


def _read_name(source: Source, place: int) -> Read[int]:
    """The longest name of a ball that stands there; "Ball 2" and the like are read as numbers."""
    place = source.skip(place, {"the", '"', "'"})
    best: Read[int] = None
    for index, ball in enumerate(source.view.balls):
        words = _name_words(ball.name)
        if not words or words[0] == "ball" or (len(words) == 1 and len(words[0]) == 1):
            continue
        end = source.after(place, *words)
        if end and (best is None or end > best[1]):
            best = index, source.skip(end, {'"', "'"})
    return best


@lru_cache(maxsize=256)
def _name_words(name: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokenize(plain(name)))


def _read_all(source: Source, place: int) -> Read[Balls]:
    view = source.view
    word = source.word(place)
    end: int | None = None
    if word in _EVERYTHING:
        end = place + 1
    elif word in _ALL:
        end = _end_of_all(source, place + 1)
    elif word == "the" and source.word(place + 1) in _ALL:
        end = _end_of_all(source, place + 2)
    elif word == "both" and len(view.editable()) == 2:
        end = _end_of_all(source, place + 1) or place + 1
    elif source.after(place, "them", "all") or source.after(place, "they", "all"):
        end = place + 2
    elif word in _PLURALS and not _has_number(source, place + 1) and not _is_number(source, place - 1):
        end = place + 1
    elif word == "the" and source.word(place + 1) in _PLURALS and not _has_number(source, place + 2):
        end = place + 2
    else:
        end = _end_of_count(source, place)
    return (Balls(view.editable(), every=True), end) if end else None


def _end_of_all(source: Source, place: int) -> int | None:
    """After "all": "balls", "the balls", "three", "of them", "the lights", or nothing that could own it."""
    at = source.skip(place, {"of", "the", "single", "my", "our"})
    if source.word(at) in NOUNS | {"lights"} and not _has_number(source, at + 1):
        return at + 1
    if source.word(at) == "them":
        return at + 1
    counted_end = _end_of_count(source, at, named=True)
    if counted_end:
        return counted_end
    free = source.word(place) in _FOLLOWS_ALL or source.kind(place) in {"", "mark", "code", "clock", "break"}
    return place if free and source.word(place - 1) == "all" else None


_FOLLOWS_ALL = frozenset(
    """red orange yellow green cyan blue purple pink magenta white black gray grey brown lime navy teal
    olive maroon aqua silver gold off dark light on from to at in with for between during until and then
    by but except over of starting rgb bright pale please strobe pulse flash blink rainbow fade
""".split()
)
"""What may follow an "all" that stands for all balls."""


def _end_of_count(source: Source, place: int, *, named: bool = False) -> int | None:
    """As in "the three balls", "3 balls", when there are just so many."""
    at = source.skip(place, {"the"})
    number = read_integer(source, at)
    if number is None or number[0] != len(source.view.editable()) or source.word(at - 1) in {"add", "create"}:
        return None
    if source.word(number[1]) in _PLURALS and not _has_number(source, number[1] + 1):
        return number[1] + 1
    return number[1] if named and unit_at(source, number[1]) is None else None


def _has_number(source: Source, place: int) -> bool:
    at = source.skip(place, {"number", "no", "#", "."})
    return (
        source.kind(at) == "number" or source.word(at) in NUMBER_WORDS or _code_number(source, at) is not None
    )


def _is_number(source: Source, place: int) -> bool:
    return source.kind(place) == "number" or source.word(place) in NUMBER_WORDS


def _read_numbered(source: Source, place: int) -> Read[Balls]:
    """As in "ball 1", "balls 1, 2 & 3", "ball one", "balls 1-3", "ball 1 and ball 3", "b2"."""
    at = source.skip(place, {"the"})
    if not (source.word(at) in NOUNS or (source.word(at) == "b" and source.glued(at + 1))):
        return None
    listed = _read_list(source, source.skip(at + 1, {"number", "no", "#", "."}))
    if listed is None:
        return None
    numbers, at = listed
    while source.word(at) in _AND:
        following = source.skip(at, _AND)
        more = None
        if source.word(following) in NOUNS:
            more = _read_list(source, source.skip(following + 1, {"number", "#"}))
        if more is None:
            break
        numbers, at = [*numbers, *more[0]], more[1]
    return _numbered(source.view, numbers, at)


def _numbered(view: ShowView, numbers: list[int], place: int) -> tuple[Balls, int]:
    return Balls(tuple(dict.fromkeys(position(view, number) for number in numbers))), place


def _read_list(source: Source, place: int) -> Read[list[int]]:
    first = _read_ball_number(source, place)
    if first is None:
        return None
    numbers, at = [first[0]], first[1]
    last = _read_ball_number(source, at + 1) if source.word(at) in {"-", "to", "through", "thru"} else None
    if last and first[0] < last[0] <= first[0] + 1000:
        return list(range(first[0], last[0] + 1)), last[1]
    while source.word(at) in _AND:
        following = _read_ball_number(source, source.skip(at, _AND))
        if following is None or following[0] > 1000 or _is_span(source, following[1]):
            break
        numbers.append(following[0])
        at = following[1]
    return numbers, at


def _is_span(source: Source, place: int) -> bool:
    """The number before begins a time: the 0 in "ball 2, 0-5"."""
    return source.word(place) in {"-", "to", "until"} and source.kind(place + 1) in {"number", "clock"}


def _read_ball_number(source: Source, place: int) -> Read[int]:
    """A whole number that is no time, rate or list of color channels."""
    coded = _code_number(source, place)
    if coded is not None:
        return coded, place + 1
    if source.kind(place) not in {"number", "word"} or source.word(place) == "a":
        return None
    number = read_integer(source, place)
    if number is None:
        return None
    value, end = number
    place_of_segment = source.word(end) == "second" and source.word(end + 1) in _SEGMENT_NOUNS
    is_time = unit_at(source, end) is not None and not place_of_segment
    return None if is_time or source.word(end) in _AFTER_OTHER_NUMBERS else (value, end)


_AFTER_OTHER_NUMBERS = frozenset({"%", "percent", "hz", "hertz", "st", "nd", "rd", "th", "x", "times"})


def _code_number(source: Source, place: int) -> int | None:
    """As in "#2" is a number where a ball is named."""
    code = source.word(place)[1:]
    return (
        int(code)
        if source.kind(place) == "code" and code.isascii() and code.isdecimal() and len(code) < 3
        else None
    )


def _read_ordinals(source: Source, place: int) -> Read[Balls]:
    """As in "the first ball", "first and third", "the last two balls", "even balls", "the middle ball"."""
    at = source.skip(place, {"the"})
    parity = _read_parity(source, at)
    if parity:
        return parity
    if source.word(at) == "middle" and source.word(at + 1) in NOUNS:
        return _middle(source.view), at + 2
    places: list[int] = []
    while ordinal := read_ordinal(source, at):
        places.append(ordinal[0])
        at = source.skip(ordinal[1], _AND | {"the"})
        if at == ordinal[1] or read_ordinal(source, at) is None:
            at = ordinal[1]
            break
    if not places:
        return None
    if len(places) == 1:
        several = _read_several(source, places[0], at)
        if several:
            return several
    if source.word(at) in NOUNS and not _has_number(source, at + 1):
        return Balls(tuple(dict.fromkeys(_placed(source.view, one) for one in places))), at + 1
    bare = (
        len(places) > 1
        and source.word(at) not in _SEGMENT_NOUNS | {"beat", "beats"}
        and unit_at(source, at) is None
    )
    return (Balls(tuple(dict.fromkeys(_placed(source.view, one) for one in places))), at) if bare else None


def _read_several(source: Source, first: int, place: int) -> Read[Balls]:
    """As in "first two balls", "last 2 balls"."""
    number = read_integer(source, place)
    if number is None or source.word(number[1]) not in NOUNS or first not in {0, -1}:
        return None
    count, total = number[0], len(source.view.balls)
    if not 0 < count <= total:
        raise Impossible(_no_ball(source.view, count))
    chosen = range(count) if first == 0 else range(total - count, total)
    return Balls(tuple(chosen)), number[1] + 1


def _read_parity(source: Source, place: int) -> Read[Balls]:
    if source.word(place) not in {"even", "odd"}:
        return None
    at = source.skip(place + 1, {"-", "numbered"})
    if source.word(at) not in NOUNS:
        return None
    wanted = 1 if source.word(place) == "even" else 0
    indices = tuple(one for one in source.view.editable() if one % 2 == wanted)
    if not indices:
        raise Impossible(f"There is no ball with an {source.word(place)} number.")
    return Balls(indices), at + 1


def _middle(view: ShowView) -> Balls:
    if len(view.balls) % 2 == 0:
        raise Impossible(f"With {counted(len(view.balls), 'ball')} there is no middle one.")
    return Balls((len(view.balls) // 2,))


def _placed(view: ShowView, place: int) -> int:
    if not -len(view.balls) <= place < len(view.balls):
        raise Impossible(_no_ball(view, place + 1 if place >= 0 else -place))
    return place % len(view.balls)


def _read_mention(source: Source, place: int) -> Read[Balls | Mention]:
    at = source.skip(place, {"the"})
    word = source.word(at)
    if word in {"other", "others", "rest", "remaining"} and source.word(at + 1) not in {"beat", "beats"}:
        end = source.skip(at + 1, {"one", "ones", "two", "three", "of", "balls", "ball"})
        return Mention(Group.OTHERS, source.quote(place, end)), end
    if word == "both":
        end = source.skip(at + 1, {"of", "them", "the", "balls"})
        return Mention(Group.BOTH, source.quote(place, end)), end
    if word in _PRONOUNS and source.word(at + 1) not in {"one", "is"} | NOUNS | _SEGMENT_NOUNS:
        if (
            word in {"that", "this"}
            and source.kind(at + 1) == "word"
            and source.word(at + 1) not in _FOLLOWS_ALL
        ):
            return None
        return Mention(Group.BEFORE, source.word(at)), at + 1
    if word in {"same", "that", "this"} and source.word(at + 1) in NOUNS and not _has_number(source, at + 2):
        return Mention(Group.BEFORE, source.quote(place, at + 2)), at + 2
    return _only_ball(source, place)


def _only_ball(source: Source, place: int) -> Read[Balls]:
    """As in "the ball", when there is just one."""
    at = source.skip(place, {"the", "my"})
    if (
        at > place
        and source.word(at) == "ball"
        and len(source.view.editable()) == 1
        and not _has_number(source, at + 1)
    ):
        return Balls(source.view.editable()), at + 1
    return None

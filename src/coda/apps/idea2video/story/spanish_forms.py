"""The forms of Spanish words: genders, plurals, and the common tenses of its verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coda.apps.idea2video.story.form import Form, Spelled

_BRACKETS = re.compile(r"^(.*?)\s*\(([mf])\)$")
_FEMININE = re.compile(r"(a|ción|sión|dad|tud|triz|umbre|ez)$")
_SOFT = {"c": "qu", "g": "gu", "z": "c"}
_PLAIN = str.maketrans("áéíóú", "aeiou")
_ENDINGS = {
    "ar": ("a", "an", "amos", "ando", "ó", "aron", "aba", "aban", "ara", "aran"),
    "er": ("e", "en", "emos", "iendo", "ió", "ieron", "ía", "ían", "iera", "ieran"),
    "ir": ("e", "en", "imos", "iendo", "ió", "ieron", "ía", "ían", "iera", "ieran"),
}
_FORMS = ("third", "plural", "plural", "ing", "past", "past", "past", "past", "past", "past")


_PARTICIPLES = {
    "romper": "roto", "escribir": "escrito", "cubrir": "cubierto", "abrir": "abierto", "decir": "dicho",
    "hacer": "hecho", "poner": "puesto", "volver": "vuelto", "resolver": "resuelto", "morir": "muerto",
    "ver": "visto", "freír": "frito",
}  # fmt: skip
"""Irregular ones, by how the infinitive ends; the longer ending comes first where one ends like another."""


_STRONG = {
    "hacer": ("hizo", "hicieron"), "decir": ("dijo", "dijeron"), "tener": ("tuvo", "tuvieron"),
    "poder": ("pudo", "pudieron"), "poner": ("puso", "pusieron"), "venir": ("vino", "vinieron"),
    "querer": ("quiso", "quisieron"), "saber": ("supo", "supieron"), "traer": ("trajo", "trajeron"),
    "conducir": ("condujo", "condujeron"), "dar": ("dio", "dieron"), "ver": ("vio", "vieron"),
    "estar": ("estuvo", "estuvieron"),
}  # fmt: skip
"""Pasts that no rule gives, by how the infinitive ends."""


def gender(noun: str) -> str:
    """By its first word's ending: "carta de amor" is feminine."""
    return "f" if _FEMININE.search(noun.split(" ", maxsplit=1)[0]) else "m"


def plural(noun: str) -> str:
    """Of the first word: "barcos de papel"; an adjective after it follows."""
    words = noun.split(" ")
    follows = len(words) == 2
    return " ".join(_plural(word) if n == 0 or follows else word for n, word in enumerate(words))


def singular(noun: str) -> str:
    """Of a plural that no word list has: "tomates", "flores", "luces", "canciones"."""
    if noun.endswith("ces"):
        return noun[:-3] + "z"
    if noun.endswith("iones"):
        return noun[:-4] + "ón"
    return noun[:-2] if re.search(r"[ldrn]es$", noun) else noun[:-1]


def is_plural(noun: str) -> bool:
    """By its look."""
    return bool(re.search(r"[aeo]s$", noun))


def feminine(word: str, ending: str = "a") -> str:
    """As in "farero" → "farera", "pescador" → "pescadora", "león" → "leona"."""
    if word.endswith(("o", "e")):
        return word[:-1] + ending
    return word[:-2] + word[-2:].translate(_PLAIN) + ending if len(word) > 1 else word + ending


def noun(raw: str) -> Iterator[Spelled]:
    """As in "farero/a" is a man or a woman; a gender that the ending hides stands in brackets. "Gatito" is
    a "gato"."""
    for spelled, word, form in _nouns(raw):
        yield spelled, word, form
        if form.plural or " " in spelled:
            continue
        small = _small(spelled)
        yield small, word, form
        yield small + "s", word, Form(plural=True, gender=form.gender)


def _small(word: str) -> str:
    """As in "perrito", "barquito", "ratoncito", "nubecita"."""
    if word[-1] in "oa" and len(word) > 2:
        stem = re.sub(r"(?:c|g|z)$", lambda found: _SOFT[found[0]], word[:-1])
        return f"{stem.removesuffix('i')}it{word[-1]}"
    ending = "a" if gender(word) == "f" else "o"
    return f"{word.translate(_PLAIN)}cit{ending}"


def _nouns(raw: str) -> Iterator[Spelled]:
    bracket = _BRACKETS.match(raw)
    if bracket is not None:
        yield from _both_numbers(bracket[1], bracket[2])
    elif raw.endswith("/a"):
        yield from _both_numbers(raw[:-2], "m")
        yield from _both_numbers(feminine(raw[:-2]), "f")
    elif raw.endswith(("ista", "ante")):
        yield from _both_numbers(raw, "")
    else:
        yield from _both_numbers(raw, gender(raw))


def adjective(raw: str) -> Iterator[Spelled]:
    word = raw.removesuffix("/a")
    yield from _both_numbers(word, "m")
    if word != raw:
        yield from _both_numbers(feminine(word), "f")


def verb(raw: str) -> Iterator[Spelled]:
    """An infinitive with what follows it; an irregular "she does" stands after a slash."""
    infinitive, _, irregular = raw.partition("/")
    first, *rest = infinitive.split(" ")
    reflexive = first.endswith("se")
    bare = first.removesuffix("se").translate(str.maketrans("í", "i")) if reflexive else first
    yield infinitive, raw, Form(verb="infinitive")
    for said, form in (*_conjugated(bare, irregular), *_participles(bare)):
        clitic = ["se"] if reflexive and form != "participle" else []
        words = [*clitic, said, *rest]
        yield " ".join(words), raw, Form(verb=form)
        if rest[-1:] in (["de"], ["a"]):
            yield " ".join(words) + "l", raw, Form(verb=form)


def third(raw: str) -> str:
    """As one person does it now."""
    return next(said for said, _, form in verb(raw) if form.verb == "third")


def _conjugated(infinitive: str, irregular: str) -> Iterator[tuple[str, str]]:
    stem, ending = infinitive[:-2], infinitive[-2:].translate(_PLAIN)
    if irregular:
        yield irregular, "third"
        yield irregular + "n", "plural"
    for said, form in zip(_ENDINGS.get(ending, ()), _FORMS, strict=False):
        if not irregular or form not in {"third", "plural"}:
            yield _joined(_narrowed(stem, said) if ending == "ir" and irregular else stem, said), form
    strong = next((end for end in _STRONG if infinitive.endswith(end)), None)
    if strong is not None:
        yield from ((infinitive.removesuffix(strong) + said, "past") for said in _STRONG[strong])


def _joined(stem: str, said: str) -> str:
    """As in "cay" + "ó": between vowels an i becomes a y."""
    return stem + ("y" + said[1:] if stem[-1:] in "aeou" and said.startswith(("ió", "ie")) else said)


def _narrowed(stem: str, said: str) -> str:
    """As in "dormir" → "durmió", "pedir" → "pidió"."""
    if not said.startswith(("ió", "ie")):
        return stem
    return re.sub(r"[eo](?=[^aeiou]+$)", lambda found: {"e": "i", "o": "u"}[found[0]], stem)


def _participles(infinitive: str) -> Iterator[tuple[str, str]]:
    """As in "ha perdido", "fueron perseguidas"."""
    said = _participle(infinitive)
    for gendered in (said, said[:-1] + "a"):
        yield gendered, "participle"
        yield gendered + "s", "participle"


def _participle(infinitive: str) -> str:
    irregular = next((end for end in _PARTICIPLES if infinitive.endswith(end)), None)
    if irregular is not None:
        return infinitive.removesuffix(irregular) + _PARTICIPLES[irregular]
    stem = infinitive[:-2]
    if infinitive.endswith("ar"):
        return stem + "ado"
    return stem + ("ído" if stem[-1:] in {"a", "e", "o"} else "ido")


def _both_numbers(word: str, of: str) -> Iterator[Spelled]:
    yield word, word, Form(gender=of)
    if plural(word) != word:
        yield plural(word), word, Form(plural=True, gender=of)


def _plural(word: str) -> str:
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word[-1:] in "aeiouáéó":
        return word + "s"
    if word.endswith("s"):
        return word
    if word[-1:] in "bcfgkmpt":
        return word + "s"
    return word[:-2] + word[-2:].translate(_PLAIN) + "es"

"""The words the grammar knows: each form with the lemma that stands for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_LEMMAS = """
make: make makes made making
create: create creates creating generate
set: set sets setting
paint: paint paints painted painting
put: put puts place places placed draw draws insert
fill: fill fills
add: add adds adding
give: give gives
show: show shows
have: have has having get gets
use: use uses using used apply
turn: turn turns turning switch
light: light lights lit lighting illuminate glow glows glowing shine shines shining
go: go goes going run runs running
let: let
color: color colors colour colours colored coloured coloring colouring shade
change: become becomes change changes changed changing convert modify edit update
recolor: recolor recolour recolored recoloured repaint
replace: replace replaces
move: move moves moved moving drag
shift: shift shifts shifted shifting offset nudge slide push pushes
delay: delay delays delayed postpone
advance: advance
bring: bring pull
extend: extend extends extended lengthen prolong stretch grow
shorten: shorten shortens trim shrink
delete: delete deletes deleted remove removes removed erase erases drop cut
clear: clear clears cleared empty wipe reset clean
off: off kill dark darken blackout unlit blank
fade: fade fades fading faded blend blends transition transitions gradient crossfade morph morphs
fadein: fadein fade-in
fadeout: fadeout fade-out
strobe: strobe strobes strobing strobed stroboscope
flash: flash flashes flashing blink blinks blinking flicker flickers flickering
pulse: pulse pulses pulsing pulsed pulsate pulsating throb throbbing breathe breathing
rainbow: rainbow rainbows
alternate: alternate alternates alternating alternately toggle toggles toggling
cycle: cycle cycles cycling
chase: chase chases chasing
swap: swap swaps exchange
copy: copy copies copied duplicate clone
rename: rename name call called named
default: default
dim: dim dims dimmed dimmer darker fainter
brighten: brighten brighter
play: play plays playing
resume: resume unpause continue
pause: pause pauses paused
stop: stop stops halt
goto: goto seek
rewind: rewind restart startover
start: start starts begin begins
volume: volume loudness
louder: louder
quieter: quieter softer
mute: mute silence
unmute: unmute
undo: undo revert undone
redo: redo
again: again repeat
same: same likewise ditto
help: help commands examples instructions
hello: hello hi hey hiya howdy greetings yo
thanks: thanks thx ty cheers
praise: great nice cool perfect awesome good wonderful lovely excellent super
bye: bye goodbye
yes: yes yeah yep yup sure correct exactly y affirmative
no: no nope nah n
nevermind: nevermind cancel
not: not never without
if: if unless whether provided
except: except excluding but
insteadof: insteadof
alone: alone leave untouched
touch: touch touching
random: random randomly randomize randomise
what: what which whatever
how: how
when: when
where: where
who: who why
many: many much
long: long length duration
is: is are was were am be being does do did will doing done
there: there
tell: tell list describe
any: any anything
instead: instead rather actually sorry oops wait meant mean
too: too also
and: and
then: then afterwards afterward finally next
while: while whereas meanwhile plus
later: later
earlier: earlier sooner
forward: forward forwards ahead right
back: back left
backward: backward backwards
longer: longer
shorter: shorter
faster: faster
slower: slower
up: up higher more increase raise
down: down lower less reduce decrease
half: half halve
twice: twice double
full: full max maximum
smooth: smooth smoothly gradually slowly gradual slow
gentle: gentle gently
fast: fast quickly quick rapidly
ball: ball balls
timeline: timeline timelines lane lanes track tracks
segment: segment segments part parts block blocks piece pieces clip clips bit bits chunk chunks area areas
selection: selection selected
all: all everything everywhere everybody
every: every each
one: ones
other: other others another remaining rest
between: between
song: song music audio tune playback soundtrack
level: level
sequence: sequence project lightshow
whole: whole entire entirely complete completely throughout
beat: beat beats
downbeat: downbeat downbeats
bar: bar bars measure measures
bpm: bpm tempo rhythm
section: section sections
hz: hz hertz
frequency: frequency rate speed
percent: percent
second: second seconds sec secs
minute: minute minutes min mins
millisecond: millisecond milliseconds ms
playhead: playhead cursor position
now: now here
effect: effect effects
brightness: brightness intensity bright
last: last final
first: first
middle: middle
out: out
in: in
on: on onto
from: from
to: to into towards
until: until till til
at: at
by: by
for: for
with: with
of: of
after: after since
before: before
over: over across through
during: during within
as: as
new: new
nothing: nothing
come: come comes occur occurs happen happens
say: say said
lasts: lasts lasting
steady: solid plain steady constant
take: take
end: end ends ending
beginning: beginning
loop: loop
"""

_FILLER = """
please see pls plz kindly can could would should you u we us i my mine your our me want wish need the a
an this that just think ok okay so well hm hmm um uh simply maybe try some oh alright really very quite
together simultaneously exactly roughly about around approximately basically nicely computer
assistant coda bot buddy mate friend dude man ready gonna able their its his her thing still already
o along time period span interval exact such shall may might must kind sort being only total
altogether overall
""".split()

_SECTIONS = (
    "intro verse chorus bridge outro drop breakdown hook refrain prechorus interlude solo buildup".split()
)
_PLURALS = {"verses": "verse", "choruses": "chorus", "bridges": "bridge", "drops": "drop"}

SECTION_WORDS: Mapping[str, str] = {**{word: word for word in _SECTIONS}, **_PLURALS}
"""What people call the sections of a song, with the singular of each."""

FILLER = frozenset(_FILLER)

LEMMA_OF: dict[str, str] = {}
for _line in _LEMMAS.strip().splitlines():
    _lemma, _, _forms = _line.partition(": ")
    for _form in _forms.split():
        LEMMA_OF.setdefault(_form, _lemma)

PREPOSITIONS = frozenset("on in from to at by for with of over during until after before as between".split())
UNFINISHED = frozenset("from to at by for during until after before over between".split())
"""Prepositions that mean nothing unless something follows."""

VERBS = frozenset(
    """
make create set paint put fill add give turn light color change recolor replace move shift delay
advance extend shorten delete clear off fade fadein fadeout strobe flash pulse rainbow alternate
cycle chase swap copy rename dim brighten play resume pause stop goto rewind mute unmute undo redo
louder quieter
""".split()
)
"""Words that may open a new clause."""


def lemma(word: str) -> str:
    """The lemma of a word; "" when it is unknown, the word itself when it is a preposition."""
    return LEMMA_OF.get(word, "")


def known(word: str) -> bool:
    return word in LEMMA_OF or word in FILLER


def keywords() -> Iterable[str]:
    return (*LEMMA_OF, *SECTION_WORDS)

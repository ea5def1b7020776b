"""The closed sets of words that the document, the storyteller and the pictures share.

Free text stands beside them everywhere: these are what can be drawn and heard without a model.
"""

from __future__ import annotations

from typing import Literal, get_args

Mode = Literal["idea", "script"]
Style = Literal["cinematic", "anime", "realistic"]
Aspect = Literal["16:9", "9:16"]

TimeOfDay = Literal["dawn", "day", "dusk", "night"]
Weather = Literal["clear", "cloudy", "fog", "rain", "storm", "snow", "wind"]
Mood = Literal["calm", "joyful", "playful", "romantic", "mysterious", "sad", "tense", "epic"]

Setting = Literal[
    "coast", "sea", "underwater", "island", "river", "lake", "forest", "jungle", "meadow", "garden", "farm",
    "mountain", "snowfield", "desert", "cave", "ruins", "castle", "village", "city", "street", "rooftop",
    "market", "station", "road", "school", "room", "kitchen", "library", "workshop", "laboratory", "stage",
    "museum", "hospital", "shop", "cafe", "fairground", "harbour", "swamp", "sky", "space", "planet",
]  # fmt: skip
"""What the backdrop of a scene is."""

Element = Literal[
    "lighthouse", "boat", "ship", "bridge", "house", "tower", "windmill", "tent", "campfire", "fence", "well",
    "tree", "pine", "palm", "flower", "mushroom", "rock", "crystal", "waterfall", "cactus", "moon", "sun",
    "star", "comet", "rainbow", "cloud", "lightning", "train", "car", "bicycle", "bus", "rocket", "airplane",
    "balloon", "kite", "umbrella", "lantern", "lamp", "candle", "door", "window", "table", "chair", "bed",
    "book", "letter", "map", "clock", "mirror", "piano", "guitar", "violin", "telescope", "computer", "phone",
    "camera", "painting", "cake", "bread", "cup", "gift", "key", "chest", "sword", "crown", "ball", "snowman",
    "statue", "machine", "satellite", "fireworks", "bench", "streetlight", "pencil", "teapot", "shoe", "sock",
    "hat", "apple", "egg", "bell", "coin", "drum", "bottle", "leaf",
]  # fmt: skip
"""Things that can stand in a picture besides the backdrop and the figures."""

FigureKind = Literal[
    "woman", "man", "girl", "boy", "old woman", "old man", "robot", "ghost", "spirit", "fairy", "wizard",
    "knight", "astronaut", "alien", "dragon", "monster", "cat", "dog", "fox", "bear", "rabbit", "mouse",
    "horse", "bird", "owl", "fish", "whale", "octopus", "turtle", "butterfly", "elephant",
    "thing",
]  # fmt: skip
"""What a character is, as far as it is drawn. A `spirit` is a face of cloud or wind, water, fire or light; a
`thing` is one of the elements, with a face of its own."""

Feature = Literal[
    "hat", "cap", "hood", "scarf", "cape", "coat", "dress", "apron", "glasses", "beard", "moustache",
    "long hair", "curly hair", "bun", "bald", "backpack", "staff", "lantern", "crown", "wings", "antenna",
    "spots", "stripes", "storm", "wind", "water", "fire", "light",
]  # fmt: skip
"""What marks a figure; the last five say of what a spirit is made."""

Pose = Literal["stand", "walk", "run", "sit", "wave", "look up", "look down", "hold", "point", "sleep", "fly"]

CameraAngle = Literal[
    "EXTREME WIDE SHOT", "WIDE SHOT", "MEDIUM SHOT", "CLOSE-UP", "LOW ANGLE", "HIGH ANGLE", "BIRD'S EYE VIEW",
    "OVER THE SHOULDER",
]  # fmt: skip
CameraMovement = Literal[
    "STATIC", "PUSH IN", "PULL OUT", "PAN LEFT", "PAN RIGHT", "TILT UP", "TILT DOWN", "TRACK LEFT",
    "TRACK RIGHT", "CRANE UP", "CRANE DOWN", "HANDHELD",
]  # fmt: skip

Role = Literal["protagonist", "supporting"]

STYLES: tuple[Style, ...] = get_args(Style)
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
TIMES: tuple[TimeOfDay, ...] = get_args(TimeOfDay)
WEATHERS: tuple[Weather, ...] = get_args(Weather)
MOODS: tuple[Mood, ...] = get_args(Mood)
SETTINGS: tuple[Setting, ...] = get_args(Setting)
ELEMENTS: tuple[Element, ...] = get_args(Element)
FIGURE_KINDS: tuple[FigureKind, ...] = get_args(FigureKind)
FEATURES: tuple[Feature, ...] = get_args(Feature)
POSES: tuple[Pose, ...] = get_args(Pose)
ANGLES: tuple[CameraAngle, ...] = get_args(CameraAngle)
MOVEMENTS: tuple[CameraMovement, ...] = get_args(CameraMovement)

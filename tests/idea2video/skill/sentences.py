"""What people type, and what it comes to in the short form of `films.brief`."""

IDEAS = (
    ("a video", "ask"),
    ("make me something nice", "ask"),
    ("hello", "ask"),
    ("A lighthouse keeper befriends a storm", "write_outline idea=A lighthouse keeper befriends a storm"),
    (
        "a 20 second vertical anime film about a fox who learns to fly",
        "write_outline idea=a fox who learns to fly seconds=20 aspect=9:16 style=anime",
    ),
    (
        "make a film about a cat lost in the rain at night",
        "write_outline idea=make a film about a cat lost in the rain at night",
    ),
    (
        "A fox learns to fly, 90 seconds, vertical",
        "write_outline idea=A fox learns to fly seconds=90 aspect=9:16",
    ),
    ("a fox learns to fly in Spanish", "write_outline idea=a fox learns to fly language=es"),
    (
        "a man has 60 seconds to save the world",
        "write_outline idea=a man has 60 seconds to save the world",
    ),
    (
        "a robot plants a garden on the moon. Make the whole film at once.",
        "write_outline idea=a robot plants a garden on the moon; design_characters; design_scenes; "
        "write_storyboard; confirm_step; render_film",
    ),
    ("make it 20 seconds", "set_film seconds=20"),
    ("go on", "ask"),
    ("delete shot 2", "refuse"),
    ("help", "answer"),
)
"""Before there is an outline."""

"""Everything a copilot can do to a light show, under the names it was promised."""

from coda.apps.sequence_maker.audio_actions import AudioActionAPI
from coda.apps.sequence_maker.ball_actions import BallActionAPI
from coda.apps.sequence_maker.beat_actions import BeatActionAPI
from coda.apps.sequence_maker.span_actions import SpanActionAPI
from coda.apps.sequence_maker.timeline_actions import TimelineActionAPI

ACTION_APIS = (TimelineActionAPI, SpanActionAPI, BeatActionAPI, BallActionAPI, AudioActionAPI)
"""For `ToolManager.add`."""

__all__ = [
    "ACTION_APIS",
    "AudioActionAPI",
    "BallActionAPI",
    "BeatActionAPI",
    "SpanActionAPI",
    "TimelineActionAPI",
]

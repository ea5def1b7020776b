"""The functions a copilot may call on an episode; their changes wait as proposals where the user wants it."""

from coda.apps.idea2video.actions.cast_actions import CastActionAPI
from coda.apps.idea2video.actions.film_actions import FilmActionAPI
from coda.apps.idea2video.actions.outline_actions import OutlineActionAPI
from coda.apps.idea2video.actions.scene_actions import SceneActionAPI
from coda.apps.idea2video.actions.shot_actions import ShotActionAPI
from coda.apps.idea2video.actions.step_actions import StepActionAPI

ACTION_APIS = (StepActionAPI, OutlineActionAPI, CastActionAPI, SceneActionAPI, ShotActionAPI, FilmActionAPI)

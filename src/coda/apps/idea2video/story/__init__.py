"""The storyteller that needs no model: an idea's own words become outline, cast, scenes and shots."""

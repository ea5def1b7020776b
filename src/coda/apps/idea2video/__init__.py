"""Idea2Video: one sentence becomes a film. Outline, cast, scenes and shots are a document, and the film is
made of it."""

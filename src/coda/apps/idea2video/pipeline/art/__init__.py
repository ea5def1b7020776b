"""How a panel is drawn: paper-cut shapes with real light, from cv2's polygons and numpy.

`colors`, `geometry`, `canvas` and `pen` are the drawing table; `palette`, `relief` and `skies` are the light;
`composition` places; the rest draws one family of things each.
"""

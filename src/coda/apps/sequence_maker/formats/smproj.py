"""`.smproj`, Sequence Maker's project file: JSON with camelCase keys and times in seconds.

Reading is lenient about what may be missing, about snake_case and about the overlaps that earlier
versions left behind, and strict about what cannot be meant; a FileFormatError names the place.
Nothing is dropped silently: keys without a meaning here are kept and written again, and whatever
had to be changed is told in `warnings`.
"""

from coda.apps.sequence_maker.formats.smproj_reading import SmprojFile, read_smproj
from coda.apps.sequence_maker.formats.smproj_writing import export_smproj

__all__ = ["SmprojFile", "export_smproj", "read_smproj"]

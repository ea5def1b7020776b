"""`python -m coda.interfaces.cli`, the same as `coda`."""

import sys

from coda.interfaces.cli import main

sys.exit(main())

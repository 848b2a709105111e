"""`python -m mpp.config.cli`: how one command starts another with the same interpreter."""

import sys

from mpp.config.cli import main

sys.exit(main())

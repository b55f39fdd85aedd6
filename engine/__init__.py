"""What thinks: the network, the cookbook and the hybrid answer. Knows no screen, no server, no user directory."""

import re

# `re` remembers 512 patterns and forgets the oldest; a request is read by thousands, and compiling took a third of slow ones.
re._MAXCACHE = 10_000  # type: ignore[attr-defined]

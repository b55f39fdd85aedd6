"""What thinks: the network, the cookbook and the hybrid answer. Knows no screen, no server, no user directory."""

import re

# `re` remembers 512 patterns and forgets the oldest; thousands read a request, and compiling was a third of slow ones.
re._MAXCACHE = 10_000  # type: ignore[attr-defined]

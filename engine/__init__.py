"""What thinks: the network, the cookbook and the hybrid answer. Knows no screen, no server, no user directory."""

import os
import re

# Read by torch and numpy when they are imported. Their helpers, once used, look out for more work for a while and so
# take the core on which the network in C has its own: reading 185 tokens took 18 ms with them and 11 without.
CALM = {"OMP_WAIT_POLICY": "PASSIVE", "OPENBLAS_NUM_THREADS": "1"}  # not for the programs that a person runs
for _name, _value in CALM.items():
    os.environ.setdefault(_name, _value)

# `re` remembers 512 patterns and forgets the oldest; thousands read a request, and compiling was a third of slow ones.
re._MAXCACHE = 10_000  # type: ignore[attr-defined]

"""How Python looks for garbage in a program that keeps a hundred thousand things for good."""

import gc

# Until it is looked through again; usual are 700, and half a millisecond of an answer went into that.
NEW_OBJECTS = 50_000


def settle() -> None:
    """Leave what is loaded out of all searches to come, and search more seldom: syntax trees go without."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])

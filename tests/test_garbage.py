"""Garbage is looked for more seldom when everything is loaded, and not among that."""

import gc

from app.garbage import NEW_OBJECTS, settle


def test_what_is_loaded_is_left_out_and_the_rest_looked_at_more_seldom():
    thresholds = gc.get_threshold()
    try:
        settle()
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold() == (NEW_OBJECTS, *thresholds[1:])
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)

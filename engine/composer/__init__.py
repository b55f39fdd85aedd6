"""Programs put together from typed operations, each found by the phrases by which people ask for it."""

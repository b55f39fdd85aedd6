"""The one room behind every door: a request in, a stream of events out.

Knows the data directory and the engine; knows no window, no HTTP and no command line.
"""

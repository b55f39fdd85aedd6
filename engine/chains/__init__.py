"""Chains: a request of several steps read as a pipeline of typed steps, and written as one short program."""

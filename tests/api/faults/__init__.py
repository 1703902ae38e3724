"""Entries of phones while servers die: real processes, over HTTP."""

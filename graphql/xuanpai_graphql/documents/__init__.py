"""The documents that a release's front end sends, known beforehand."""

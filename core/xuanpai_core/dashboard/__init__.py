"""Figures of whole counties, read from roll-ups: their cost grows with the counties, not with the rows."""

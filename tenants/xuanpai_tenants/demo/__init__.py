"""Five provinces with invented people in real places, the same for the same day: what ``make demo`` shows."""

"""The API's own defences: what a request may be, how much it may ask, and what an answer says."""

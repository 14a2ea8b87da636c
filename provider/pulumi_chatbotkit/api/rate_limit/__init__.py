"""Client-side rate limiting: how many requests are in flight, how fast they start, and in which order."""

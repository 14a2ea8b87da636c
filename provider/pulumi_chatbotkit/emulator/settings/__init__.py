"""What a caller chooses about an emulator: clock, random numbers, plan, latency, profile. Read by every other room."""

"""The state seen from outside the API: ``Console``, data sets to seed, snapshots and their differences."""

"""Objects that carry a marker of stacks and are in no state: finds them, and deletes those that are named."""

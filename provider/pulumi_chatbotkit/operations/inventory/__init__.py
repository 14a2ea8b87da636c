"""Who is in an account: partner users with their objects, the stacks that manage them, their activity, their keys."""

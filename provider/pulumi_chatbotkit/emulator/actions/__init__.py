"""What each action of the API does with a call: from authentication to the answer."""

"""Looking up objects of any kind: what the generated ``get_...`` and ``list_...`` functions are made of.

``calls`` is what they call; it loads the rest, with the client, on the first call.
"""

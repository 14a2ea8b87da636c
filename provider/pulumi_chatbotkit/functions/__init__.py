"""What programs look up and try out: objects that exist already, sessions, teams, and a word with a bot.

``kinds`` is derived from the catalog: for each kind a result, ``get_...`` and ``list_...``, each with an ``_output``
form. Every name is public at the root of the package.
"""

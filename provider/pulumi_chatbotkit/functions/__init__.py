"""Functions that programs call, apart from lookups: create a session, list teams, verify a bot.

Every name is public at the root of the package.
"""

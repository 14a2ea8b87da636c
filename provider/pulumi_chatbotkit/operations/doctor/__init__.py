"""Checks before a run: tools, project, back end, passphrase, service, what killed runs left, files open to others.

Nothing is changed, neither at the service nor on the disk.
"""

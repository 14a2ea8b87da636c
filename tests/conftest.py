"""For all tests: a shell makes what it starts in the background ignore SIGINT, and every child of it as well.

With SIGINT the engine ends its plugins, and it waits five seconds for each that does not hear it.
"""

import signal

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

"""For all tests: stop ignoring SIGINT, as a shell makes commands in the background and all their children do.

Pulumi ends its plugins with SIGINT, and waits five seconds for each that ignores it.
"""

import signal

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

"""Whether this process is Pulumi's dynamic host: what is done to a whole process is done there only.

The same classes are imported by programs, whose process is theirs.
"""

import sys
from types import ModuleType

_HOST = "pulumi.dynamic.__main__"


def host_module() -> ModuleType | None:
    """The main module of the dynamic host; None in any other process."""
    main: ModuleType | None = sys.modules.get("__main__")
    return main if main is not None and getattr(main.__spec__, "name", None) == _HOST else None

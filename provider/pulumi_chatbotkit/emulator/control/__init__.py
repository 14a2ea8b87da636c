"""Control routes under ``/_emulator``, for tests and tools in other processes."""

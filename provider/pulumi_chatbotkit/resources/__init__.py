"""The classes that programs use, with the functions that look their objects up: one module per kind in ``kinds``."""

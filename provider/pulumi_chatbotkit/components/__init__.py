"""Components: several resources declared as one."""

"""The mechanics of the suites: processes, databases, faults and the checks of what is left."""

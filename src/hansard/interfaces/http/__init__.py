"""The HTTP service: the same store for programs on other machines, an extra ``hansard[server]``."""

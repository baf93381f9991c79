"""Entities and rules of hansard: standard library only, no I/O, no clock, no randomness."""

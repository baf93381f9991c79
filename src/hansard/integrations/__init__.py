"""Agents of other frameworks as agents of hansard: a module and an extra for each framework."""

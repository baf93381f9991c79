"""The version of the package; the schema and the export format have their own."""

__version__ = "0.1.0"

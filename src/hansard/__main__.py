"""The command line, as ``python -m hansard``."""

from hansard.interfaces.cli.main import main

if __name__ == "__main__":
    main()

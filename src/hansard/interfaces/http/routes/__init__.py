"""What the HTTP service answers, a module for each noun."""

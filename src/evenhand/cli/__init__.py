"""The command line: the verbs, each a few lines. The only place with a clock, an environment and a terminal."""

from evenhand.cli.main import main

__all__ = ["main"]

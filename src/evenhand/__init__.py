"""evenhand: balanced, printable patient handouts in many languages."""

__version__ = "0.1.0"

"""The programs: they read disk, clock and arguments; the linguistics are in ``extractor``."""

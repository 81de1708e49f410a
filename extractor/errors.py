"""The library's exceptions. A caller that wants to catch all of them catches ``ExtractorError``."""


class ExtractorError(Exception):
    """Base class of every error that this package raises on purpose."""


class UnreadableInput(ExtractorError):
    """The raw bytes are no release: ``status`` is the ledger's word for it, ``str(error)`` the
    reason.
    """

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class LexiconError(ExtractorError):
    """A lexicon line is malformed: unknown key, missing field, duplicate id."""


class ModelError(ExtractorError):
    """A model's files are missing or do not fit the code that loads them."""

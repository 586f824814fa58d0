"""What can be wrong with a document or a file of one: codes with parameters, never words.

DocumentError
  MissingGlyph   missing_glyph(characters)      no font at hand has these characters
  NotOurs        not_an_edition, unknown_form   the file is none that we have written
  DamagedFile    damaged_document(detail)       the file is ours but broken
  TooLarge       document_too_large(limit)      the file would unfold to more than we are willing to hold
  BadDocument    not_set(detail)                the document cannot be set on paper
"""

from typing import Any


class DocumentError(Exception):
    """`code` and `params` say what happened; the words live elsewhere."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class MissingGlyph(DocumentError):
    """A box would be printed instead of a character."""


class NotOurs(DocumentError):
    """The file carries no edition."""


class DamagedFile(DocumentError):
    """The file cannot be read to its end."""


class TooLarge(DocumentError):
    """Opening the file would take more memory than a document needs."""


class BadDocument(DocumentError):
    """What the document says cannot be written in this form."""

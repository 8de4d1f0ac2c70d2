"""What a user may not see, as a frozen value."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judian.core.model import DocumentInfo


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights in one collection: `hidden` are patterns of shown names of files (機密/*, *.eml;
    * stands for any characters, / too). Documents of which any file fits are hidden."""

    hidden: tuple[str, ...] = ()

    def hide(self, info: DocumentInfo) -> bool:
        """True if the document is hidden. Where the same content lies in several files, one hidden
        file hides it: the record would name the others."""
        return any(map(self.hide_name, info.sources))

    def hide_name(self, shown: str) -> bool:
        """True if a file of this shown name is hidden."""
        name = unicodedata.normalize("NFC", shown)
        return any(fnmatchcase(name, pattern) for pattern in self.hidden)

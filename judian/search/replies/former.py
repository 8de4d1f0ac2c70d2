"""What is said of an address whose document was replaced or removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from judian.core.errors import JudianError

if TYPE_CHECKING:
    from judian.core.editions import Fate
    from judian.core.model import DocumentInfo
    from judian.search.replies.results import Hit


@dataclass(frozen=True, slots=True)
class FormerView:
    """A former edition, and what stands in its place.

    `asked` is the id of the document or passage that was asked for; `former` the record of the
    former edition; `replaced_at` when it was replaced or removed, as are the editions between it
    and the present one. `document` is the present edition, None if the user sees none. `fate` is
    what became of the passage on the way, None where a document was asked for; `hit` is the passage
    that it became. `changed` are the ranges of its text that are new and `dropped` the number of
    code points that it lacks, both None where they are not known: for long texts, and after more
    than one change.
    """

    asked: str
    former: DocumentInfo
    replaced_at: tuple[str, ...]
    document: DocumentInfo | None
    fate: Fate | None = None
    hit: Hit | None = None
    changed: tuple[tuple[int, int], ...] | None = ()
    dropped: int | None = 0


class FormerEditionAsked(JudianError):
    """An address of a former edition, with what stands in its place. It is a reply rather than a
    fault: nothing of another edition is passed off as what was asked for."""

    code = "edition_replaced"
    status = 410
    messages: ClassVar = {
        "en": (
            "this edition of {title} was replaced on {day}",
            "the present edition is /api/v1/documents/{successor}",
        ),
        "zh": ("《{title}》的這個版本已於 {day} 更新", "現行版本為 /api/v1/documents/{successor}"),
    }

    view: FormerView

    def __init__(self, title: str, day: str, successor: str) -> None:
        super().__init__(title=title, day=day, successor=successor)

    @classmethod
    def of(cls, view: FormerView) -> Self:
        """The error that carries what stands in the place of a former edition."""
        successor = view.document.id if view.document else ""
        error = cls(view.former.title, view.replaced_at[0][:10], successor)
        error.view = view
        return error


class DocumentRemoved(FormerEditionAsked):
    """An address of a document that was removed, or whose successor the user may not see."""

    code = "document_removed"
    messages: ClassVar = {
        "en": (
            "{title} was taken out of the collection on {day}",
            "search for what it said, or list /api/v1/documents",
        ),
        "zh": ("《{title}》已於 {day} 自館藏移除", "請改用檢索，或瀏覽文件清單"),
    }

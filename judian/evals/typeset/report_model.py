"""The model of a sample report: its contents, which a reader must return, and its setting."""

from __future__ import annotations

from dataclasses import dataclass, field

from judian.evals.typeset.table_model import SampleTable

#: Layouts and the weight with which each is chosen.
LAYOUTS = {"one": 6, "two": 3, "vertical": 1}
#: Width and height of an A4 page, its margins, and the gutter between text columns, in points.
PAGE, MARGIN, GUTTER = (595.0, 842.0), 64.0, 24.0


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `style` is title, agency, h1, h2, body, item or contact.

    `footnote` is the text of a footnote whose marker follows the first `marker_at` characters.
    """

    text: str
    style: str = "body"
    footnote: str = ""
    marker_at: int = 0


@dataclass
class SampleReport:
    """A report and its setting: `layout` is one (column), two (columns) or vertical.

    `running_header` is printed on each page, `numbers` is the form of its page numbers: plain,
    dashes or named.
    """

    layout: str
    running_header: str
    size: float
    font: str
    justified: bool
    indented: bool
    numbers: str
    items: list[Text | SampleTable] = field(default_factory=list)

    @property
    def texts(self) -> list[Text]:
        """The paragraphs in order."""
        return [item for item in self.items if isinstance(item, Text)]

    @property
    def tables(self) -> list[SampleTable]:
        """The tables in order."""
        return [item for item in self.items if isinstance(item, SampleTable)]

    @property
    def footnotes(self) -> list[str]:
        """The footnotes in the order of their markers."""
        found = []
        for item in self.items:
            if isinstance(item, Text):
                found += [item.footnote] if item.footnote else []
            else:
                ordered = sorted(item.cells, key=lambda cell: (cell.row, cell.column))
                found += [cell.footnote for cell in ordered if cell.footnote]
        return found

    @property
    def measure(self) -> float:
        """The width of a text column in points."""
        page = PAGE[1] if self.layout == "vertical" else PAGE[0]
        width = page - 2 * MARGIN
        return (width - GUTTER) / 2 if self.layout == "two" else width

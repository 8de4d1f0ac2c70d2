"""A made-up report as a flat OpenDocument text, which a word processor turns into other formats."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from judian.evals.typeset.model import GUTTER, MARGIN, PAGE, Report, Text

if TYPE_CHECKING:
    from judian.evals.typeset.tables import Sample, Slot

_SPACES = {
    "office": "office", "style": "style", "text": "text", "table": "table",
    "fo": "xsl-fo-compatible", "svg": "svg-compatible",
}  # fmt: skip
_STROKE = "0.5pt solid #000000"
_HEAD_FILL, _ROW_FILL, _BODY_FILL = "#d0d8e0", "#eeeeee", "#f6f6f0"
_SIZES = {"title": 1.6, "h1": 1.25, "h2": 1.1, "caption": 0.95, "foot": 0.85}


def flat_odf(report: Report) -> str:
    """The XML of the document."""
    return _Writer(report).document()


class _Writer:
    """Collects automatic styles while it writes the body."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.styles: dict[str, str] = {}
        self.notes = 0
        self.tables = 0

    def document(self) -> str:
        body = "".join(
            self._text(item) if isinstance(item, Text) else self._table(item)
            for item in self.report.items
        )
        spaces = " ".join(
            f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
            for short, name in _SPACES.items()
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} '
            'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
            f"<office:styles>{self._defaults()}</office:styles>"
            f"<office:automatic-styles>{self._page()}{''.join(self.styles.values())}"
            f"</office:automatic-styles><office:master-styles>{self._master()}"
            f"</office:master-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document>"
        )

    def _defaults(self) -> str:
        font, size = self.report.font, self.report.size
        return (
            '<style:default-style style:family="paragraph"><style:text-properties '
            f'style:font-name-asian="{font}" fo:font-family="\'{font}\'" '
            f'style:font-family-asian="\'{font}\'" fo:font-size="{size}pt" '
            f'style:font-size-asian="{size}pt" fo:language="en" fo:country="US" '
            'style:language-asian="zh" style:country-asian="TW"/></style:default-style>'
            '<style:style style:name="Standard" style:family="paragraph"/>'
        )

    def _page(self) -> str:
        width, height = PAGE
        vertical = self.report.layout == "vertical"
        count = 2 if self.report.layout == "two" else 1
        mode = "tb-rl" if vertical else "lr-tb"
        return (
            '<style:page-layout style:name="page"><style:page-layout-properties '
            f'fo:page-width="{width}pt" fo:page-height="{height}pt" fo:margin="{MARGIN}pt" '
            f'style:writing-mode="{mode}"><style:columns fo:column-count="{count}" '
            f'fo:column-gap="{GUTTER}pt"/></style:page-layout-properties>'
            '<style:header-style><style:header-footer-properties fo:min-height="14pt" '
            'fo:margin-bottom="10pt"/></style:header-style>'
            '<style:footer-style><style:header-footer-properties fo:min-height="14pt" '
            'fo:margin-top="10pt"/></style:footer-style></style:page-layout>'
        )

    def _master(self) -> str:
        number = '<text:page-number text:select-page="current"/>'
        shown = {"plain": number, "dashes": f"- {number} -", "named": f"第 {number} 頁"}
        furniture = self._paragraph_style("furniture")
        return (
            '<style:master-page style:name="Standard" style:page-layout-name="page">'
            f'<style:header><text:p text:style-name="{furniture}">{escape(self.report.head)}'
            f'</text:p></style:header><style:footer><text:p text:style-name="{furniture}">'
            f"{shown[self.report.numbers]}</text:p></style:footer></style:master-page>"
        )

    def _style(self, family: str, properties: str, extra: str = "") -> str:
        """The name of an automatic style with these properties."""
        key = family + extra + properties
        if key not in self.styles:
            name = f"s{len(self.styles) + 1}"
            self.styles[key] = (
                f'<style:style style:name="{name}" style:family="{family}"{extra}>{properties}'
                "</style:style>"
            )
        made = self.styles[key]
        return made.split('"', 2)[1]

    def _paragraph_style(self, kind: str) -> str:
        report = self.report
        size = round(report.size * _SIZES.get(kind, 1.0), 1)
        align, first, left, gap, keep = "start", 0.0, 0.0, 0.3 * size, ""
        if kind in ("body", "item"):
            align = "justify" if report.justified else "start"
        if kind == "body" and report.indented:
            first = 2 * size
        if kind == "item":
            left, first = 2 * size, -size
        if kind in ("title", "furniture", "caption"):
            align = "center"
        if kind == "unit":
            align = "end"
        if kind in ("h1", "h2", "caption", "unit"):
            keep = ' fo:keep-with-next="always"'
        if kind == "furniture":
            size, gap = 9.0, 0.0
        tabs = ""
        if kind == "contact":
            tabs = '<style:tab-stops><style:tab-stop style:position="150pt"/></style:tab-stops>'
        bold = kind in ("title", "h1")
        return self._style(
            "paragraph",
            f'<style:paragraph-properties fo:text-align="{align}" fo:text-indent="{first}pt" '
            f'fo:margin-left="{left}pt" fo:margin-top="0pt" fo:margin-bottom="{gap:.1f}pt" '
            f'fo:line-height="140%" fo:orphans="2" fo:widows="2"{keep}>{tabs}'
            f"</style:paragraph-properties>{self._type(size, bold)}",
        )

    @staticmethod
    def _type(size: float, bold: bool) -> str:
        weight = "bold" if bold else "normal"
        return (
            f'<style:text-properties fo:font-size="{size}pt" style:font-size-asian="{size}pt" '
            f'fo:font-weight="{weight}" style:font-weight-asian="{weight}"/>'
        )

    def _text(self, item: Text) -> str:
        style = self._paragraph_style(item.style)
        before = escape(item.text[: item.at] if item.note else item.text)
        rest = ""
        if item.note:
            rest = self._note(item.note) + escape(item.text[item.at :])
        inner = (before + rest).replace("\t", "<text:tab/>")
        level = {"title": 1, "h1": 1, "h2": 2}.get(item.style)
        if level and item.style != "title":
            return (
                f'<text:h text:outline-level="{level}" text:style-name="{style}">{inner}</text:h>'
            )
        return f'<text:p text:style-name="{style}">{inner}</text:p>'

    def _note(self, text: str) -> str:
        self.notes += 1
        style = self._paragraph_style("foot")
        return (
            f'<text:note text:id="n{self.notes}" text:note-class="footnote">'
            f"<text:note-citation>{self.notes}</text:note-citation><text:note-body>"
            f'<text:p text:style-name="{style}">{escape(text)}</text:p>'
            "</text:note-body></text:note>"
        )

    def _table(self, table: Sample) -> str:
        self.tables += 1
        made = [self._plain("caption", table.caption)]
        if table.unit:
            made.append(self._plain("unit", f"單位：{table.unit}"))
        width = sum(table.widths)
        style = self._style(
            "table",
            f'<style:table-properties style:width="{width:.1f}pt" table:align="center" '
            'table:border-model="collapsing"/>',
        )
        made.append(f'<table:table table:name="t{self.tables}" table:style-name="{style}">')
        for each in table.widths:
            column = self._style(
                "table-column",
                f'<style:table-column-properties style:column-width="{each:.2f}pt"/>',
            )
            made.append(f'<table:table-column table:style-name="{column}"/>')
        rows = [self._row(table, row) for row in range(table.rows)]
        if table.repeat:
            rows.insert(table.heads, "</table:table-header-rows>")
            rows.insert(0, "<table:table-header-rows>")
        made += [*rows, "</table:table>"]
        feet = table.feet or [""]
        return "".join(made) + "".join(self._plain("foot", foot) for foot in feet)

    def _plain(self, kind: str, text: str) -> str:
        return f'<text:p text:style-name="{self._paragraph_style(kind)}">{escape(text)}</text:p>'

    def _row(self, table: Sample, row: int) -> str:
        height = f' style:min-row-height="{table.height}pt"' if table.height else ""
        keep = "auto" if table.split else "always"
        style = self._style(
            "table-row", f'<style:table-row-properties{height} fo:keep-together="{keep}"/>'
        )
        owner = {
            (r, c): slot
            for slot in table.slots
            for r in range(slot.row, slot.row + slot.rows)
            for c in range(slot.column, slot.column + slot.columns)
        }
        cells = []
        for column in range(len(table.widths)):
            slot = owner[row, column]
            if (slot.row, slot.column) == (row, column):
                cells.append(self._cell(table, slot))
            else:
                cells.append("<table:covered-table-cell/>")
        return f'<table:table-row table:style-name="{style}">{"".join(cells)}</table:table-row>'

    def _cell(self, table: Sample, slot: Slot) -> str:
        head = slot.row < table.heads
        place = "middle" if table.middle or head else "top"
        sides = "".join(
            f' fo:border-{side}="{_STROKE if drawn else "none"}"'
            for side, drawn in _sides(table, slot).items()
        )
        fill = _fill(table, slot)
        shade = f' fo:background-color="{fill}"' if fill else ""
        style = self._style(
            "table-cell",
            f'<style:table-cell-properties fo:padding="{table.padding}pt" '
            f'style:vertical-align="{place}"{sides}{shade}/>',
        )
        paragraph = self._style(
            "paragraph",
            f'<style:paragraph-properties fo:text-align="{slot.align}"/>'
            + self._type(table.size, table.bold and head),
        )
        spans = "".join(
            f' table:number-{name}-spanned="{count}"'
            for name, count in (("rows", slot.rows), ("columns", slot.columns))
            if count > 1
        )
        text = escape(slot.text) + (self._note(slot.note) if slot.note else "")
        return (
            f'<table:table-cell table:style-name="{style}"{spans}>'
            f'<text:p text:style-name="{paragraph}">{text}</text:p></table:table-cell>'
        )


def _sides(table: Sample, slot: Slot) -> dict[str, bool]:
    """Which sides of a cell are drawn."""
    top, bottom = slot.row == 0, slot.row + slot.rows == table.rows
    left, right = slot.column == 0, slot.column + slot.columns == len(table.widths)
    headed = slot.row + slot.rows == table.heads
    under, over = headed, slot.row == table.heads
    style, variant = table.style, table.variant
    if style == "full":
        drawn = (True, True, True, True)
    elif style == "frame":
        drawn = (top or over, bottom or under, left, right)
    elif style == "booktabs":
        group = variant % 2 == 1 and slot.row < table.heads and slot.columns > 1
        drawn = (top or over, bottom or under or group, False, False)
    elif style == "rules":
        drawn = (True, True, False, False)
    elif style == "columns":
        closed = variant == 2
        flat = variant > 1
        drawn = (
            (top and flat) or (over and variant == 3),
            (bottom and flat) or (under and variant == 3),
            closed or not left, closed or not right,
        )  # fmt: skip
    elif style == "open":
        outer = variant < 2
        drawn = (outer or not top, outer or not bottom, not left, not right)
    else:
        drawn = (False, False, False, False)
    return dict(zip(("top", "bottom", "left", "right"), drawn, strict=True))


def _fill(table: Sample, slot: Slot) -> str:
    """The colour behind a cell, empty for none."""
    if slot.row < table.heads:
        shown = table.style in ("shaded", "head") or (table.style == "zebra" and table.variant < 3)
        return _HEAD_FILL if shown else ""
    if table.style == "shaded":
        return _BODY_FILL
    odd = (slot.row - table.heads) % 2 == 1
    return _ROW_FILL if table.style == "zebra" and odd else ""

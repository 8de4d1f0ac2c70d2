"""A sample report as flat OpenDocument text, for a word processor to convert."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from judian.evals.typeset.report_model import GUTTER, MARGIN, PAGE, SampleReport, Text
from judian.evals.typeset.table_drawing import fill_colour, ruled_sides

if TYPE_CHECKING:
    from judian.evals.typeset.table_model import SampleCell, SampleTable

_NAMESPACES = {
    "office": "office", "style": "style", "text": "text", "table": "table",
    "fo": "xsl-fo-compatible", "svg": "svg-compatible",
}  # fmt: skip
_RULING = "0.5pt solid #000000"
#: Type size by kind of paragraph, relative to the body.
_SIZES = {"title": 1.6, "h1": 1.25, "h2": 1.1, "caption": 0.95, "foot": 0.85}
#: Type size of running headers and footers, in points.
_RUNNING_SIZE = 9.0


def flat_odf(report: SampleReport) -> str:
    """The XML of the report."""
    return _Writer(report).document()


class _Writer:
    """Writes one report; automatic styles are collected while the body is written."""

    def __init__(self, report: SampleReport) -> None:
        self.report = report
        self.styles: dict[str, str] = {}
        self.footnotes = 0
        self.tables = 0

    def document(self) -> str:
        body = "".join(
            self._text(item) if isinstance(item, Text) else self._table(item)
            for item in self.report.items
        )
        spaces = " ".join(
            f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
            for short, name in _NAMESPACES.items()
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
        style = self._paragraph_style("running")
        return (
            '<style:master-page style:name="Standard" style:page-layout-name="page">'
            f'<style:header><text:p text:style-name="{style}">{escape(self.report.running_header)}'
            f'</text:p></style:header><style:footer><text:p text:style-name="{style}">'
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
        if kind in ("title", "running", "caption"):
            align = "center"
        if kind == "unit":
            align = "end"
        if kind in ("h1", "h2", "caption", "unit"):
            keep = ' fo:keep-with-next="always"'
        if kind == "running":
            size, gap = _RUNNING_SIZE, 0.0
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
        """Text properties of a size in points."""
        weight = "bold" if bold else "normal"
        return (
            f'<style:text-properties fo:font-size="{size}pt" style:font-size-asian="{size}pt" '
            f'fo:font-weight="{weight}" style:font-weight-asian="{weight}"/>'
        )

    def _text(self, item: Text) -> str:
        style = self._paragraph_style(item.style)
        before = escape(item.text[: item.marker_at] if item.footnote else item.text)
        rest = ""
        if item.footnote:
            rest = self._footnote(item.footnote) + escape(item.text[item.marker_at :])
        inner = (before + rest).replace("\t", "<text:tab/>")
        level = {"title": 1, "h1": 1, "h2": 2}.get(item.style)
        if level and item.style != "title":
            return (
                f'<text:h text:outline-level="{level}" text:style-name="{style}">{inner}</text:h>'
            )
        return f'<text:p text:style-name="{style}">{inner}</text:p>'

    def _footnote(self, text: str) -> str:
        self.footnotes += 1
        style = self._paragraph_style("foot")
        return (
            f'<text:note text:id="n{self.footnotes}" text:note-class="footnote">'
            f"<text:note-citation>{self.footnotes}</text:note-citation><text:note-body>"
            f'<text:p text:style-name="{style}">{escape(text)}</text:p>'
            "</text:note-body></text:note>"
        )

    def _table(self, table: SampleTable) -> str:
        self.tables += 1
        made = [self._line("caption", table.caption)]
        if table.unit:
            made.append(self._line("unit", f"單位：{table.unit}"))
        width = sum(table.widths)
        style = self._style(
            "table",
            f'<style:table-properties style:width="{width:.1f}pt" table:align="center" '
            'table:border-model="collapsing"/>',
        )
        made.append(f'<table:table table:name="t{self.tables}" table:style-name="{style}">')
        for column_width in table.widths:
            column = self._style(
                "table-column",
                f'<style:table-column-properties style:column-width="{column_width:.2f}pt"/>',
            )
            made.append(f'<table:table-column table:style-name="{column}"/>')
        rows = [self._row(table, row) for row in range(table.rows)]
        if table.repeat:
            rows.insert(table.header_rows, "</table:table-header-rows>")
            rows.insert(0, "<table:table-header-rows>")
        made += [*rows, "</table:table>"]
        remarks = table.remarks or [""]
        return "".join(made) + "".join(self._line("foot", remark) for remark in remarks)

    def _line(self, kind: str, text: str) -> str:
        return f'<text:p text:style-name="{self._paragraph_style(kind)}">{escape(text)}</text:p>'

    def _row(self, table: SampleTable, row: int) -> str:
        height = f' style:min-row-height="{table.height}pt"' if table.height else ""
        keep = "auto" if table.split else "always"
        style = self._style(
            "table-row", f'<style:table-row-properties{height} fo:keep-together="{keep}"/>'
        )
        owner = {
            (r, c): cell
            for cell in table.cells
            for r in range(cell.row, cell.row + cell.rows)
            for c in range(cell.column, cell.column + cell.columns)
        }
        cells = []
        for column in range(len(table.widths)):
            cell = owner[row, column]
            if (cell.row, cell.column) == (row, column):
                cells.append(self._cell(table, cell))
            else:
                cells.append("<table:covered-table-cell/>")
        return f'<table:table-row table:style-name="{style}">{"".join(cells)}</table:table-row>'

    def _cell(self, table: SampleTable, cell: SampleCell) -> str:
        is_header = cell.row < table.header_rows
        place = "middle" if table.middle or is_header else "top"
        sides = "".join(
            f' fo:border-{side}="{_RULING if drawn else "none"}"'
            for side, drawn in ruled_sides(table, cell)._asdict().items()
        )
        fill = fill_colour(table, cell)
        shade = f' fo:background-color="{fill}"' if fill else ""
        style = self._style(
            "table-cell",
            f'<style:table-cell-properties fo:padding="{table.padding}pt" '
            f'style:vertical-align="{place}"{sides}{shade}/>',
        )
        paragraph = self._style(
            "paragraph",
            f'<style:paragraph-properties fo:text-align="{cell.align}"/>'
            + self._type(table.size, table.bold and is_header),
        )
        spans = "".join(
            f' table:number-{name}-spanned="{count}"'
            for name, count in (("rows", cell.rows), ("columns", cell.columns))
            if count > 1
        )
        text = escape(cell.text) + (self._footnote(cell.footnote) if cell.footnote else "")
        return (
            f'<table:table-cell table:style-name="{style}"{spans}>'
            f'<text:p text:style-name="{paragraph}">{text}</text:p></table:table-cell>'
        )

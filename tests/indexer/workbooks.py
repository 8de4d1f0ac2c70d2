"""Workbooks written by hand and without libraries: XLSX and ODS."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from indexer.files.detection import detect
from indexer.readers.common.contract import ReadOptions
from indexer.readers.registry import reader
from tests.indexer.samples import package

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from indexer.structure.blocks import Reading

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEETS = "spreadsheetml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def read(path: Path) -> Reading:
    """The reading of a file by the reader of its format."""
    chosen = reader(detect(path))
    return chosen.assemble(list(chosen.parts(path, ReadOptions())), None)


def relations(*targets: tuple[str, str, str]) -> str:
    """A part of relationships of (id, kind, target)."""
    inner = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for name, kind, target in targets
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'


def content_types(types: Mapping[str, str]) -> str:
    """The part that names the types of other parts, by which other programs know the format."""
    inner = "".join(
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.'
        f'{kind}"/>'
        for part, kind in types.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{inner}</Types>"
    )


def number(value: object, style: int = 0, formula: str | None = None) -> str:
    """A cell with a number; None for a formula without a stored value."""
    made = "" if formula is None else f"<f>{escape(formula)}</f>"
    stored = "" if value is None else f"<v>{value}</v>"
    return f'<c s="{style}">{made}{stored}</c>'


def text(words: str, style: int = 0) -> str:
    """A cell with a text of its own."""
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'


def row(*cells: str, at: int | None = None, more: str = "") -> str:
    """A row of cells made by `number` and `text`; "" is an empty cell, other text a text cell."""
    made = (c if c.startswith("<c") else text(c) if c else "<c/>" for c in cells)
    place = f' r="{at}"' if at else ""
    return f"<row{place}{more}>{''.join(made)}</row>"


def sheet(*rows: str, merges: Sequence[str] = (), columns: str = "", after: str = "") -> str:
    """The part of a worksheet."""
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in merges)
    merged = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>{''.join(rows)}</sheetData>"
        f"{merged}{after}</worksheet>"
    )


def workbook(
    sheets: Mapping[str, str],
    *,
    formats: Sequence[str] = (),
    shared: Sequence[str] = (),
    hidden: Sequence[str] = (),
    properties: str = "",
) -> dict[str, str]:
    """The parts of an XLSX package. Style 0 is General, style n the n-th of `formats`; `shared` are
    the contents of shared strings, `properties` are elements of the workbook."""
    entries = ""
    for n, name in enumerate(sheets, 1):
        state = "hidden" if name in hidden else "visible"
        entries += f'<sheet name={quoteattr(name)} state="{state}" sheetId="{n}" r:id="r{n}"/>'
    codes = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode={quoteattr(code)}/>'
        for n, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    strings = "".join(f"<si>{each}</si>" for each in shared)
    return {
        "[Content_Types].xml": content_types(
            {
                "xl/workbook.xml": f"{_SHEETS}.sheet.main+xml",
                "xl/styles.xml": f"{_SHEETS}.styles+xml",
                "xl/sharedStrings.xml": f"{_SHEETS}.sharedStrings+xml",
                **{
                    f"xl/worksheets/sheet{n}.xml": f"{_SHEETS}.worksheet+xml"
                    for n in range(1, len(sheets) + 1)
                },
            }
        ),
        "_rels/.rels": relations(("a", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}'
        f"<sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            *(
                (f"r{n}", "worksheet", f"worksheets/sheet{n}.xml")
                for n in range(1, len(sheets) + 1)
            ),
            ("s", "styles", "styles.xml"),
            ("t", "sharedStrings", "sharedStrings.xml"),
        ),
        **{f"xl/worksheets/sheet{n}.xml": part for n, part in enumerate(sheets.values(), 1)},
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }


_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("draw", "drawing"), ("meta", "meta"),
    )
)  # fmt: skip


def spreadsheet(tables: str, styles: str = "") -> dict[str, str]:
    """The parts of an ODS package with these tables and automatic styles."""
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content {_ODF}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>",
    }


def ods_table(name: str, *rows: str, more: str = "") -> str:
    """A sheet of an ODS package."""
    return f"<table:table table:name={quoteattr(name)}{more}>{''.join(rows)}</table:table>"


def ods_row(*cells: str, more: str = "") -> str:
    """A row of an ODS sheet; a text is the shown text of a cell."""
    made = (c if c.startswith("<") else ods_cell(c) for c in cells)
    return f"<table:table-row{more}>{''.join(made)}</table:table-row>"


def ods_cell(shown: str, more: str = "") -> str:
    """A cell of an ODS sheet with its shown text and further attributes."""
    inner = f"<text:p>{escape(shown)}</text:p>" if shown else ""
    return f"<table:table-cell{more}>{inner}</table:table-cell>"


def write(parts: dict[str, str], path: Path) -> Path:
    """Write the parts as a zip container."""
    return package(parts, path)

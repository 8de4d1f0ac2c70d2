"""One invented report written as ODT, DOCX, HTML and Markdown, by hand and without libraries.

`python -m tests.indexer.samples FOLDER` writes the files, to be opened in a word processor.
"""

from __future__ import annotations

import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Item:
    """A part of the report: title, h1, h2, p, li (numbered), bullet, table or note.

    A footnote's marker is ^ in `text`; `foot` is its text. `rows` are header rows first,
    a cell being (text, rows, columns).
    """

    kind: str
    text: str = ""
    foot: str = ""
    rows: tuple[tuple[tuple[str, int, int], ...], ...] = ()


def _row(*texts: str) -> tuple[tuple[str, int, int], ...]:
    return tuple((text, 1, 1) for text in texts)


TABLE = (
    (("年度", 2, 1), ("合計", 2, 1), ("北區", 1, 2), ("南區", 1, 2)),
    _row("總館", "分館", "總館", "分館"),
    _row("110", "1,430", "420", "310", "400", "300"),
    _row("111", "1,560", "450", "340", "430", "340"),
)
REPORT = (
    Item("title", "雲海縣公共圖書館營運報告"),
    Item("p", "發布日期：中華民國 113 年 5 月 20 日"),
    Item("p", "提報機關：雲海縣文化局"),
    Item("h1", "壹、前言"),
    Item(
        "p",
        "本縣設有公共圖書館^ 14 所，館藏 52 萬 3,000 冊。為因應讀者需求，自 110 年起延長開放時間，"
        "並增設行動書車 3 輛。",
        "指依圖書館法設立之公共圖書館。",
    ),
    Item("h2", "一、營運概況"),
    Item("p", "112 年度借閱冊數為 98 萬 4,120 冊，較 111 年度增加 6.5%，各區情形如表 1。"),
    Item("p", "表 1 各區借閱人次"),
    Item("p", "單位：百人次"),
    Item("table", rows=TABLE),
    Item("p", "資料來源：雲海縣文化局。"),
    Item("h2", "二、檢討"),
    Item("p", "（一）偏遠地區書車班次不足，應增加停靠點。"),
    Item("p", "（二）電子書採購程序冗長，應予簡化。"),
    Item("h1", "貳、建議"),
    Item("p", "建議事項如下："),
    Item("li", "增加書車班次。"),
    Item("li", "簡化採購程序。"),
    Item("bullet", "持續辦理館員訓練。"),
    Item("p", "以上建議請各館參考辦理。"),
)


def html(report: Sequence[Item] = REPORT, charset: str = "utf-8") -> bytes:
    """The report as a web page with a menu, a banner and a footer around it."""
    menu = "".join(f'<li><a href="/{n}">選單項目{n}</a></li>' for n in range(6))
    out = [
        f'<!DOCTYPE html><html lang="zh-TW"><head><meta charset="{charset}">',
        "<title>雲海縣文化局全球資訊網</title><style>p{color:red}</style></head><body>",
        f"<header><h1>文化局</h1></header><nav><ul>{menu}</ul></nav><div id='main'>",
    ]
    feet: list[str] = []
    listing = ""
    for item in report:
        wanted = {"li": "ol", "bullet": "ul"}.get(item.kind, "")
        if wanted != listing:
            out.append((f"</{listing}>" if listing else "") + (f"<{wanted}>" if wanted else ""))
            listing = wanted
        text = escape(item.text)
        if item.foot:
            feet.append(item.foot)
            mark = f'<sup><a href="#n{len(feet)}">{len(feet)}</a></sup>'
            text = text.replace("^", mark)
        if item.kind == "table":
            out.append(_html_table(item))
        elif wanted:
            out.append(f"<li>{text}</li>")
        else:
            tag = {"h1": "h2", "h2": "h3", "title": "p"}.get(item.kind, "p")
            out.append(f"<{tag}>{text}</{tag}>")
    out += [f'<p id="n{n}">{n} {escape(foot)}</p>' for n, foot in enumerate(feet, 1)]
    out.append("</div><footer>版權所有 <a href='/'>首頁</a></footer></body></html>")
    return "\n".join(out).encode(charset)


def _html_table(item: Item) -> str:
    rows = []
    for number, row in enumerate(item.rows):
        tag = "th" if number < 2 else "td"
        cells = "".join(
            f'<{tag} rowspan="{down}" colspan="{across}">{escape(text)}</{tag}>'
            for text, down, across in row
        )
        rows.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(rows)}</table>"


_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("meta", "meta"),
    )
)  # fmt: skip


def odt(report: Sequence[Item] = REPORT) -> dict[str, str]:
    """The parts of an ODT package."""
    out: list[str] = []
    feet = 0
    listing = ""
    for item in report:
        wanted = {"li": "N", "bullet": "B"}.get(item.kind, "")
        if wanted != listing:
            out.append("</text:list>" if listing else "")
            out.append(f'<text:list text:style-name="{wanted}">' if wanted else "")
            listing = wanted
        text = escape(item.text).replace("  ", "<text:s/>")
        if item.foot:
            feet += 1
            text = text.replace(
                "^",
                f'<text:note text:note-class="footnote"><text:note-citation>{feet}'
                f"</text:note-citation><text:note-body><text:p>{escape(item.foot)}</text:p>"
                "</text:note-body></text:note>",
            )
        if item.kind == "table":
            out.append(_odt_table(item))
        elif wanted:
            out.append(f"<text:list-item><text:p>{text}</text:p></text:list-item>")
        elif item.kind in ("h1", "h2"):
            out.append(f'<text:h text:outline-level="{item.kind[1]}">{text}</text:h>')
        else:
            style = "Title" if item.kind == "title" else "Standard"
            out.append(f'<text:p text:style-name="{style}">{text}</text:p>')
    styles = (
        '<text:list-style style:name="N"><text:list-level-style-number text:level="1" '
        'style:num-format="1" style:num-suffix="."/></text:list-style>'
        '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" '
        'text:bullet-char="•"/></text:list-style>'
    )
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<?xml version="1.0"?><office:document-content {_ODF}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(out)}</office:text></office:body>"
        "</office:document-content>",
        "meta.xml": f"<office:document-meta {_ODF}><office:meta><meta:document-statistic "
        'meta:page-count="1"/></office:meta></office:document-meta>',
    }


def _odt_table(item: Item) -> str:
    covered: dict[int, set[int]] = {}
    rows = []
    for number, row in enumerate(item.rows):
        cells, column = [], 0
        for text, down, across in row:
            while column in covered.get(number, set()):
                cells.append("<table:covered-table-cell/>")
                column += 1
            cells.append(
                f'<table:table-cell table:number-rows-spanned="{down}" '
                f'table:number-columns-spanned="{across}"><text:p>{escape(text)}</text:p>'
                "</table:table-cell>"
            )
            cells += ["<table:covered-table-cell/>"] * (across - 1)
            for lower in range(1, down):
                covered.setdefault(number + lower, set()).update(range(column, column + across))
            column += across
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    header_rows = f"<table:table-header-rows>{''.join(rows[:2])}</table:table-header-rows>"
    return f"<table:table>{header_rows}{''.join(rows[2:])}</table:table>"


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(report: Sequence[Item] = REPORT) -> dict[str, str]:
    """The parts of a DOCX package."""
    out: list[str] = []
    feet: list[str] = []
    for item in report:
        if item.kind == "table":
            out.append(_docx_table(item))
            continue
        properties = {
            "title": '<w:pStyle w:val="Title"/>',
            "h1": '<w:pStyle w:val="H1"/>', "h2": '<w:pStyle w:val="H2"/>',
            "li": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
            "bullet": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>',
        }.get(item.kind, "")  # fmt: skip
        before, _, after = item.text.partition("^")
        runs = f'<w:r><w:t xml:space="preserve">{escape(before)}</w:t></w:r>'
        if item.foot:
            feet.append(item.foot)
            runs += f'<w:r><w:footnoteReference w:id="{len(feet)}"/></w:r>'
            runs += f'<w:r><w:t xml:space="preserve">{escape(after)}</w:t></w:r>'
        out.append(f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{escape(foot)}</w:t>'
        "</w:r></w:p></w:footnote>"
        for n, foot in enumerate(feet, 1)
    )
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{way}"/><w:lvlText w:val="{form}"/></w:lvl></w:abstractNum>'
        for n, way, form in ((1, "decimal", "%1."), (2, "bullet", "•"))
    )
    lists = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    styles = '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    styles += "".join(
        f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        for n in (1, 2)
    )
    return {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {_W}><w:body>{''.join(out)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_W}>{levels}{lists}</w:numbering>",
        "word/footnotes.xml": f'<w:footnotes {_W}><w:footnote w:type="separator" w:id="-1">'
        f"<w:p/></w:footnote>{notes}</w:footnotes>",
    }


def _docx_table(item: Item) -> str:
    open_: dict[int, int] = {}
    rows = []
    for number, row in enumerate(item.rows):
        cells, column = [], 0
        pending = list(row)
        while pending or column in open_:
            if open_.get(column, 0) > 0:
                open_[column] -= 1
                if not open_[column]:
                    del open_[column]
                cells.append("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>")
                column += 1
                continue
            text, down, across = pending.pop(0)
            merge = '<w:vMerge w:val="restart"/>' if down > 1 else ""
            if down > 1:
                open_[column] = down - 1
            cells.append(
                f'<w:tc><w:tcPr><w:gridSpan w:val="{across}"/>{merge}</w:tcPr>'
                f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>"
            )
            column += across
        properties = "<w:trPr><w:tblHeader/></w:trPr>" if number < 2 else ""
        rows.append(f"<w:tr>{properties}{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def markdown(report: Sequence[Item] = REPORT) -> str:
    """The report as Markdown with a tab-separated table."""
    out: list[str] = []
    feet: list[str] = []
    for item in report:
        text = item.text
        if item.foot:
            feet.append(item.foot)
            text = text.replace("^", f"[^{len(feet)}]")
        if item.kind == "table":
            out.append("\n".join(_tabbed(item)))
        else:
            mark = {"title": "# ", "h1": "## ", "h2": "### ", "bullet": "- "}.get(item.kind, "")
            number = (
                1 + [i for i in report if i.kind == "li"].index(item) if item.kind == "li" else 0
            )
            out.append(mark + (f"{number}." if number else "") + text)
    out += [f"[^{n}]: {foot}" for n, foot in enumerate(feet, 1)]
    return "\n\n".join(out) + "\n"


def _tabbed(item: Item) -> list[str]:
    taken: set[tuple[int, int]] = set()
    lines = []
    for number, row in enumerate(item.rows):
        cells: list[str] = []
        for text, down, across in row:
            while (number, len(cells)) in taken:
                cells.append("")
            taken.update((number + i, len(cells)) for i in range(1, down))
            cells += [text] + [""] * (across - 1)
        lines.append("\t".join(cells))
    return lines


def package(parts: dict[str, str], path: Path) -> Path:
    """Write the parts as a zip container."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return path


def write_all(folder: Path) -> dict[str, Path]:
    """The report in every format, by name of the format."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.html").write_bytes(html())
    (folder / "report.md").write_text(markdown(), encoding="utf-8")
    return {
        "odt": package(odt(), folder / "report.odt"),
        "docx": package(docx(), folder / "report.docx"),
        "html": folder / "report.html",
        "markdown": folder / "report.md",
    }


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))

"""The title of a document: of its cover, or of the head of its text.

The lines before the text of a report are of several kinds (`indexer.documents.title_lines`). A line
of no other kind is the title. A title set on several lines is joined as the cover reads: 中華民國
102年度, 中央政府總決算審核報告, （附冊）.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.documents.datelines import period_of_line, year_of_line
from indexer.documents.title_lines import (
    BARE_REPORT,
    CONTENTS,
    CONTINUED,
    CONTINUES,
    ERA,
    FRAMED,
    GENERIC,
    LABELLED,
    LETTER,
    NOUN,
    PART,
    PLACE,
    SECTION_TITLE,
    SERIAL,
    STATED,
    SUBJECT,
    WHOLE_TITLE,
    Role,
    is_page_tool,
    role,
    unspaced,
)
from indexer.documents.upright_lines import with_upright_lines
from indexer.files.user_defined import GAP
from indexer.structure.characters import is_terminated
from indexer.structure.joining import separator_between
from indexer.structure.list_markers import bullet_length, marker
from judian.core.model import Kind
from judian.zh.dates import expressions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.blocks import Block

#: Formats with a field for the title: the subject of a mail or of an official document is one
#: whatever its words are.
_STATED = frozenset(["mail", "di"])
# Blocks at the front that may be the title page.
FRONT = 12
# Characters of a line of display type, and lines of a title.
_LONGEST, _MOST_LINES = 60, 5
# Lines after the first candidate among which a whole title is preferred to it.
_NEAR = 2
# Characters of a headline that is a whole paragraph, and of its beginning that the text repeats.
_LONGEST_HEADLINE, _REPEATED = 100, 6


def with_title(blocks: Sequence[Block], format_name: str = "") -> tuple[list[Block], str | None]:
    """The blocks, those of the title with kind TITLE, and the title's text (None without one)."""
    blocks = with_upright_lines(blocks)
    marked = [at for at, block in enumerate(blocks[:FRONT]) if block.kind is Kind.TITLE]
    if marked and format_name in _STATED:
        return list(blocks), " ".join(blocks[at].text for at in marked)
    found = _marked_lines(blocks, marked) or _title_lines(blocks) or _headline(blocks)
    run = _whole_run(blocks, found) if found else marked
    done = [
        replace(block, kind=Kind.PARAGRAPH, level=None)
        if at < FRONT and at not in run and _is_title_page_line(blocks, at)
        else block
        for at, block in enumerate(blocks)
    ]
    for at in run:
        done[at] = replace(done[at], kind=Kind.TITLE, level=None)
    for block in blocks[:FRONT]:
        if block.table is None and (stated := STATED.match(block.text)):
            return done, stated[1].strip()
    if len(found) == 1 and LETTER.search(blocks[found[0]].text):
        return done, _letter_title(blocks, blocks[found[0]].text)
    return done, _joined(blocks, run) if found else _subject(blocks)


def _joined(blocks: Sequence[Block], run: Sequence[int]) -> str | None:
    """The title on the lines of a run."""
    title = ""
    for piece in (divided_period(unspaced(blocks[at].text))[0] for at in run):
        is_same = (
            not title
            or FRAMED.match(piece)
            or period_of_line(title)
            or year_of_line(title)
            or ERA.fullmatch(title)
            or PLACE.fullmatch(title)
            or (PLACE.match(title) and _ends_with_period(title))
            or PART.fullmatch(piece)
            or GENERIC.match(piece)
            or _is_continued(title, piece)
        )
        title += separator_between(title, piece) + piece if is_same else f" {piece}"
    if run and run[0] and re.match("第.{1,8}[次屆]", title):
        above = blocks[run[0] - 1].text
        if role(above) is Role.ISSUER:  # the issuer above a session is part of the session's name
            title = f"{above} {title}"
    return title or None


def _ends_with_period(title: str) -> bool:
    mentions = expressions.find(title)
    return bool(mentions) and mentions[-1].end == len(title)


def divided_period(line: str) -> tuple[str, str]:
    """A title and the line of its period that was read with it: …報告, 中華民國95年度至97年度. The
    period is "" for any other line."""
    mentions = expressions.find(line)
    if not mentions or not mentions[-1].text.startswith(("中華民國", "民國")):
        return line, ""
    front = line[: mentions[-1].start].rstrip()
    is_behind = mentions[-1].end == len(line) and NOUN.search(front)
    return (front, line[mentions[-1].start :]) if is_behind else (line, "")


def _marked_lines(blocks: Sequence[Block], marked: Sequence[int]) -> list[int]:
    """Indexes of the blocks that the format marks as the title; [] if none of them may be one.

    A title that is repeated on the page behind the cover counts once.
    """
    if not any(_may_be_title(blocks[at].text) for at in marked):
        return []
    if not any(role(blocks[at].text) is Role.TITLE for at in marked):
        return list(marked)
    first = next(at for at in marked if _may_be_title(blocks[at].text))
    return [at for at in marked if at >= first and blocks[at].page == blocks[first].page]


def _whole_run(blocks: Sequence[Block], found: Sequence[int]) -> list[int]:
    """The lines of a title with those above and below it that belong to it."""
    run = list(found)
    while run[-1] + 1 < min(len(blocks), FRONT) and len(run) < _MOST_LINES:
        if not _belongs_below(blocks, run):
            break
        run.append(run[-1] + 1)
    at = run[0] - 1
    while at >= 0 and _is_display(blocks[at]) and blocks[at].page == blocks[run[0]].page:
        # The end of a bracket may be lost where a page was recognised.
        text = unspaced(blocks[at].text.replace(GAP, ""))
        period = period_of_line(text) or year_of_line(text)
        if period is None:
            is_front = role(text) is Role.TITLE and not LABELLED.match(text)
            needs_front = BARE_REPORT.fullmatch(unspaced(blocks[run[0]].text))
            if not is_front or not (needs_front or CONTINUED.search(text)):
                break
            run.insert(0, at)
        elif text[0] not in "（(":
            if not expressions.find(unspaced(blocks[run[0]].text)):
                above = unspaced(blocks[at - 1].text) if at else ""
                is_divided = ERA.fullmatch(above) or PLACE.fullmatch(above)
                run[:0] = [at - 1, at] if is_divided else [at]
            break
        at -= 1
    return run


def _belongs_below(blocks: Sequence[Block], run: Sequence[int]) -> bool:
    """True if the line below a run belongs to the title: the rest of it, a part, a subtitle."""
    last, block = blocks[run[-1]], blocks[run[-1] + 1]
    text = unspaced(block.text)
    if not _is_display(block) or block.page != last.page or is_terminated(text):
        return False
    kind = role(text)
    if PART.fullmatch(text) or (GENERIC.match(text) and not NOUN.search(unspaced(last.text))):
        return _is_cover_line(blocks, run[-1] + 1)
    if FRAMED.match(text):
        return kind in (Role.TITLE, Role.PERIOD)
    is_marked = blocks[run[0]].kind is Kind.TITLE and block.page is not None
    if kind is not Role.TITLE or not is_marked:
        return False
    title = "".join(unspaced(blocks[at].text) for at in run if not FRAMED.match(blocks[at].text))
    return _is_continued(title, text) and _is_cover_line(blocks, run[-1] + 1)


def _is_cover_line(blocks: Sequence[Block], at: int) -> bool:
    """True if no text follows a line of the title page: another such line, or the end of the
    page."""
    if at + 1 == len(blocks):
        return True
    following = blocks[at + 1]
    if blocks[at].page is not None and following.page != blocks[at].page:
        return True
    return _is_display(following) and not is_terminated(following.text)


def _is_display(block: Block) -> bool:
    """True for a block that may be a line of a title page by its kind and length."""
    is_text = block.kind in (Kind.PARAGRAPH, Kind.TITLE, Kind.HEADING)
    return block.table is None and is_text and len(block.text) <= _LONGEST


def _headline(blocks: Sequence[Block]) -> list[int]:
    """The first block if it is a headline of whole sentences, whose beginning the text below
    repeats."""
    if len(blocks) < 2 or any(block.kind is not Kind.PARAGRAPH for block in blocks[:2]):
        return []
    headline, lead = blocks[0].text, blocks[1].text
    is_repeated = headline[:_REPEATED] == lead[:_REPEATED] and len(lead) > len(headline)
    return [0] if _REPEATED < len(headline) <= _LONGEST_HEADLINE and is_repeated else []


def _is_title_page_line(blocks: Sequence[Block], at: int) -> bool:
    """True for a line of display type that names the issuer, date or series: only its typography
    made it a heading or a title, and no text follows it."""
    block = blocks[at]
    if block.kind is Kind.TITLE:
        return True  # another line is the title
    if block.kind is not Kind.HEADING or marker(block.text):
        return False
    following = next((b for b in blocks[at + 1 :] if b.kind is not Kind.FOOTNOTE), None)
    if following is None or following.table is not None:
        return False
    if following.kind not in (Kind.HEADING, Kind.TITLE) and (
        len(following.text) > _LONGEST or is_terminated(following.text)
    ):
        return False
    return bool(LABELLED.match(block.text)) or role(block.text) is not Role.TITLE


def _may_be_title(text: str) -> bool:
    """True for a line that is neither the title of a section nor another line of a title page."""
    is_section = SECTION_TITLE.fullmatch(text) or CONTENTS.fullmatch(text)
    return not is_section and role(text) is Role.TITLE


def _letter_title(blocks: Sequence[Block], letterhead: str) -> str:
    """The letterhead of an official letter with the first clause of its subject."""
    subject = _subject(blocks)
    return f"{letterhead}：{subject}" if subject else letterhead


def _subject(blocks: Sequence[Block]) -> str | None:
    """The first clause of the subject (主旨：) of an official letter; None without one."""
    found = next((found for b in blocks[:FRONT] if (found := SUBJECT.match(b.text))), None)
    return re.split("[，。；]", found[1], maxsplit=1)[0] if found else None


def _title_lines(blocks: Sequence[Block]) -> list[int]:
    """Indexes of the blocks that are the title of a document that does not mark it."""
    if len(blocks) < 2:
        return []
    roles = [(at, role(blocks[at].text)) for at in _front(blocks)]
    found = [at for at, each in roles if each is Role.TITLE]
    followed = [at for at in found if at + 1 < len(blocks)]
    numbered = [at for at in followed if SERIAL.match(blocks[at + 1].text)]
    found = [at for at in found if at not in numbered] or found
    if found:
        return _run(blocks, found)
    for kind in (Role.SERIES, Role.OCCASION):
        others = [at for at, each in roles if each is kind]
        if others:
            return others[:1]
    return []


def _front(blocks: Sequence[Block]) -> list[int]:
    """Indexes of the lines of the title page, before the text begins."""
    found = []
    for at, block in enumerate(blocks[:FRONT]):
        if is_page_tool(block.text):
            continue
        if _ends_title_page(blocks, at):
            break
        if _is_candidate(block):
            found.append(at)
    return found


def _ends_title_page(blocks: Sequence[Block], at: int) -> bool:
    """True if the text begins at index `at`: a table of more than a few facts, a heading with text
    of its own, a numbered line, a list item, a long line or a sentence."""
    block = blocks[at]
    text = block.text
    if block.table is not None:
        return len(block.table.cells) > FRONT
    if _is_leveled_heading(block):
        is_section = marker(text) or SECTION_TITLE.fullmatch(text)
        return bool(is_section) or not _has_no_text(blocks, at)
    if SERIAL.match(text):  # (113)第5號 is not item 113
        return False
    if block.kind not in (Kind.PARAGRAPH, Kind.TITLE, Kind.HEADING) or bullet_length(text):
        return True
    if marker(text) or SECTION_TITLE.fullmatch(text) or CONTENTS.fullmatch(text):
        return True
    if _is_labelled_fact(text):
        return len(text) > 2 * _LONGEST
    return len(text) > _LONGEST or (is_terminated(text) and text[-1] not in "！？!?")


def _is_candidate(block: Block) -> bool:
    """True for a line of a title page that may be the title; tables and labelled facts may not."""
    text = block.text
    if block.table is not None:
        return False
    if _is_leveled_heading(block) or SERIAL.match(text):
        return True
    if _is_labelled_fact(text):
        return False
    return "\n" not in text and len(text) >= 2 and text[-1] not in "，、,"


def _is_leveled_heading(block: Block) -> bool:
    return block.kind is Kind.HEADING and bool(block.level)


def _is_labelled_fact(text: str) -> bool:
    """True for a fact after a label, unless the label says that it is the title."""
    return bool(LABELLED.match(text)) and not STATED.match(text)


def _has_no_text(blocks: Sequence[Block], at: int) -> bool:
    """True for a heading without text of its own: the only one of its level, or directly followed
    by one of the same or a higher level."""
    block = blocks[at]
    rest = blocks[at + 1 :]
    if not rest or not any(b.kind is Kind.HEADING and b.level == block.level for b in rest):
        return bool(rest)
    return rest[0].kind is Kind.HEADING and (rest[0].level or 99) <= (block.level or 0)


def _run(blocks: Sequence[Block], found: Sequence[int]) -> list[int]:
    """Indexes of the lines of the title, chosen among the candidates."""
    first = found[0]
    if FRAMED.match(blocks[first].text) and len(found) > 1:
        first = found[1]
    if not NOUN.search(blocks[first].text):
        # The line above a title that ends as reports do may be a motto or the name of a collection.
        named = [at for at in found if NOUN.search(blocks[at].text) and at - first <= _NEAR]
        continued = first + 1 in found and _is_continued(blocks[first].text, blocks[first + 1].text)
        if named and not continued:
            first = named[0]
    run = [first]
    while run[-1] + 1 in found and len(run) < _MOST_LINES:
        text, following = blocks[run[-1]].text, blocks[run[-1] + 1].text
        if not (FRAMED.match(following) or _is_continued(text, following)):
            break
        run.append(run[-1] + 1)
    return run


def _is_continued(text: str, following: str) -> bool:
    """True if a title is wrapped between two lines: the first ends in a word that requires another
    (年度, 及), or only the second ends as titles do."""
    if NOUN.search(text):
        return False
    if CONTINUED.search(text) or CONTINUES.match(following):
        return True
    return bool(NOUN.search(following)) and not WHOLE_TITLE.match(following)

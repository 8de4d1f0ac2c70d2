"""The styles of a Word document: headings, titles, tables of contents, typefaces, hidden text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Styles that a style inherits from; more of them form a circle.
_MOST_ANCESTORS = 40
# Half-points by which small text is raised at least, to be superscript.
_RAISED = 4
# Beginnings of the names of styles of block quotations: those of Word, then of LibreOffice.
_QUOTES = ("quote", "intense quote", "block text", "quotations", "block quotation")
# Twentieths of a point, a character of 12 points, by which a block quotation is set in at least.
_SET_IN = 240


def w(local: str) -> str:
    """The qualified name of an element of WordprocessingML."""
    return _W + local


def attribute(element: Any, name: str) -> str:
    """An attribute of WordprocessingML of an element, "" without it."""
    return str(element.get(_W + name, ""))


def _is_on(element: Any) -> bool:
    """The value of a switch, which is on without a value."""
    return attribute(element, "val") not in ("0", "false", "off")


def is_set_in(paragraph: Any) -> bool:
    """True for a paragraph that is set in from both sides by itself, as a block quotation is."""
    indent = paragraph.find(f"{w('pPr')}/{w('ind')}")
    if indent is None:
        return False
    sides = (
        attribute(indent, "left") or attribute(indent, "start"),
        attribute(indent, "right") or attribute(indent, "end"),
    )
    return all(side.isdecimal() and int(side) >= _SET_IN for side in sides)


class Styles:
    """The styles of one document by id."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._default = ""
        self._known: dict[tuple[str, str], tuple[float | None, bool | None]] = {}
        found = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}")
        self._defaults = None if found is None else found.find(w("rPr"))
        for style in [] if root is None else root.findall(w("style")):
            key = attribute(style, "styleId")
            self._styles.setdefault(key, style)
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in (
                "1",
                "true",
            ):
                self._default = key

    def of(self, paragraph: Any) -> str:
        """The id of a paragraph's style."""
        found = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        return attribute(found, "val") if found is not None else self._default

    def inherited_styles(self, style: str) -> list[Any]:
        """The style and those that it inherits from, nearest first."""
        found: list[Any] = []
        while style in self._styles and len(found) < _MOST_ANCESTORS:
            element = self._styles[style]
            found.append(element)
            parent = element.find(w("basedOn"))
            style = attribute(parent, "val") if parent is not None else ""
        return found

    def outline_level(self, paragraph: Any) -> int | None:
        """The heading level from 1, None for body text."""
        direct = paragraph.find(f"{w('pPr')}/{w('outlineLvl')}")
        if direct is None:
            for style in self.inherited_styles(self.of(paragraph)):
                direct = style.find(f"{w('pPr')}/{w('outlineLvl')}")
                if direct is not None:
                    break
        value = attribute(direct, "val") if direct is not None else ""
        return int(value) + 1 if value.isdecimal() and int(value) < 9 else None

    def numbering(self, style: str) -> Any:
        """The numPr of the nearest style that has one, or None."""
        for element in self.inherited_styles(style):
            found = element.find(f"{w('pPr')}/{w('numPr')}")
            if found is not None:
                return found
        return None

    def typeface(self, run: Any, paragraph_style: str) -> tuple[float, bool]:
        """Size in points and boldness of a run's text, by its own properties, its style, that of
        its paragraph, and the defaults of the document, in this order."""
        properties = run.find(w("rPr"))
        named = properties.find(w("rStyle")) if properties is not None else None
        own = attribute(named, "val") if named is not None else ""
        if (own, paragraph_style) not in self._known:
            properties_of_styles = [
                s.find(w("rPr"))
                for s in (*self.inherited_styles(own), *self.inherited_styles(paragraph_style))
            ]
            self._known[own, paragraph_style] = _typeface([*properties_of_styles, self._defaults])
        size, bold = _typeface([properties])
        usual_size, usual_bold = self._known[own, paragraph_style]
        return (
            size or usual_size or _DEFAULT_SIZE,
            bool(bold if bold is not None else usual_bold),
        )

    def is_hidden(self, run: Any, paragraph_style: str) -> bool:
        """True for hidden text, which is not printed."""
        properties = run.find(w("rPr"))
        if properties is not None and (direct := properties.find(w("vanish"))) is not None:
            return _is_on(direct)
        named = properties.find(w("rStyle")) if properties is not None else None
        for style in (attribute(named, "val") if named is not None else "", paragraph_style):
            for element in self.inherited_styles(style):
                found = element.find(f"{w('rPr')}/{w('vanish')}")
                if found is not None:
                    return _is_on(found)
        return False

    def is_raised(self, run: Any) -> bool:
        """True for superscript, by the run's own properties or its style, and for small text that
        is raised by hand."""
        properties = run.find(w("rPr"))
        if properties is None:
            return False
        direct = properties.find(w("vertAlign"))
        named = properties.find(w("rStyle"))
        if direct is None and named is not None:
            layers = (
                s.find(f"{w('rPr')}/{w('vertAlign')}")
                for s in self.inherited_styles(attribute(named, "val"))
            )
            direct = next((found for found in layers if found is not None), None)
        if direct is not None:
            return attribute(direct, "val") == "superscript"
        raised, small = properties.find(w("position")), properties.find(w("sz"))
        return (
            raised is not None
            and small is not None
            and attribute(raised, "val").isdecimal()
            and int(attribute(raised, "val")) >= _RAISED
        )

    def _named(self, style: str, *names: str) -> bool:
        for element in self.inherited_styles(style):
            found = element.find(w("name"))
            name = attribute(found, "val").lower() if found is not None else ""
            if name.startswith(names):
                return True
        return style.lower().startswith(names)

    def is_title(self, style: str) -> bool:
        """True for the document's title and subtitle."""
        return self._named(style, "title", "subtitle")

    def is_quote(self, style: str) -> bool:
        """True for a block quotation."""
        return self._named(style, *_QUOTES)

    def is_contents(self, style: str) -> bool:
        """True for a line of a table of contents or of figures."""
        return self._named(style, "toc ", "table of figures", "contents ")


#: Points of text whose document gives no size, as Word sets it.
_DEFAULT_SIZE = 10.0


def _typeface(layers: Sequence[Any]) -> tuple[float | None, bool | None]:
    """The first size in points and the first boldness among properties of runs, None where no
    properties give one."""
    size: float | None = None
    bold: bool | None = None
    for properties in layers:
        if properties is None:
            continue
        half_points = properties.find(w("sz"))
        if size is None and half_points is not None:
            value = attribute(half_points, "val")
            size = int(value) / 2 if value.isdecimal() else None
        switch = properties.find(w("b"))
        if bold is None and switch is not None:
            bold = _is_on(switch)
    return size, bold

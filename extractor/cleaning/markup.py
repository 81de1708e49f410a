"""HTML as blocks."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractor.cleaning.blocks import Block

_LOOKS = re.compile(
    r"<(?:!doctype|html|head|body|p|div|br|ul|ol|li|h[1-6]|table|tr|td|span|strong|em|b|i|a|section|article|blockquote)\b[^<>]{0,2000}>",
    re.I,
)
_DROP = {
    "script", "style", "noscript", "template", "svg", "iframe", "nav", "footer", "aside", "form",
    "button", "select", "head", "object", "canvas", "video", "audio", "figcaption", "dialog",
}  # fmt: skip
_BREAK = {
    "p", "div", "section", "article", "main", "header", "blockquote", "ul", "ol", "dl", "dt", "dd",
    "table", "thead", "tbody", "tfoot", "tr", "figure", "hr", "pre", "address", "details", "summary",
    "body", "html", "center", "caption",
}  # fmt: skip
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_SPACE = re.compile(r"\s+")


def is_html(text: str) -> bool:
    """Whether the text carries HTML tags."""
    return "<" in text and bool(_LOOKS.search(text))


def from_html(html: str) -> list[Block]:
    """The readable blocks of an HTML page or fragment; scripts, navigation and forms are dropped."""
    tree = LexborHTMLParser(html)
    root = tree.body
    if root is None:
        return []
    for selector in ("main", "article", "[role=main]"):
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].text()) > 200:
            root = found[0]
            break
    writer = _Writer()
    writer.walk(root)
    return writer.finish()


class _Writer:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._kind: tuple[str, int] = ("body", 0)

    def flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self._parts)).strip()
        self._parts.clear()
        if text:
            self.blocks.append(Block(self._kind[0], text, self._kind[1]))  # type: ignore[arg-type]

    def finish(self) -> list[Block]:
        self.flush()
        return self.blocks

    def walk(self, root: LexborNode) -> None:
        # A stack of (node, depth of lists, entering?), since markup may nest deeper than Python recurses.
        stack: list[tuple[LexborNode | None, int, tuple[str, int] | None]] = [(root, 0, None)]
        while stack:
            node, depth, restore = stack.pop()
            if node is None:
                self.flush()
                if restore:
                    self._kind = restore
                continue
            tag = node.tag
            if tag == "-text":
                self._parts.append(node.text_content or "")
                continue
            if tag in _DROP or tag is None or tag.startswith(("-", "_")):
                continue
            if tag == "br":
                self.flush()
                continue
            if tag in ("td", "th"):
                self._parts.append(" ")
            if tag in ("ul", "ol"):
                depth += 1
            if tag == "li" or tag in _HEADINGS or tag in _BREAK:
                self.flush()
                stack.append((None, depth, self._kind))
                if tag == "li":
                    self._kind = ("list_item", max(depth, 1))
                elif tag in _HEADINGS:
                    self._kind = ("heading", _HEADINGS[tag])
            children = list(node.iter(include_text=True))
            stack.extend((child, depth, None) for child in reversed(children))

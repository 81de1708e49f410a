"""HTML pages and fragments as blocks; what Markdown leaves in plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractor.cleaning.blocks import BULLET, Block, BlockKind, from_plain

_BLOCK_TAG = re.compile(
    r"<(?:!doctype|html|head|body|p|div|br|ul|ol|li|h[1-6]|table|tr|td|section|article|blockquote)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.I,
)
_DROPPED = frozenset({
    "script", "style", "template", "svg", "iframe", "nav", "footer", "aside", "button", "select",
    "textarea", "head", "object", "canvas", "video", "audio", "figcaption", "dialog",
})  # fmt: skip
_BLOCK = frozenset({
    "p", "div", "section", "article", "main", "header", "blockquote", "ul", "ol", "dl", "dt", "dd",
    "table", "thead", "tbody", "tfoot", "tr", "figure", "hr", "pre", "address", "details",
    "summary", "body", "html", "center", "caption", "li", "br", "td", "th", "form", "fieldset",
})  # fmt: skip
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
# Words of class and id. "has-sidebar" or "category-search-and-rescue" on a wrapper tells of the
# page or the subject, not of the element.
_CHROME = re.compile(
    r"(?<![\w-])(?!(?:has|no|not|with|without|is|js|category|tag|topic|term)[-_])(?:[\w-]*[-_])?"
    r"(?:(?:main)?nav(?:bar|igation)?|menu|breadcrumbs?|cookies?|usa-banner|skip-?(?:link|nav|to)"
    r"|sidebar|subscribe|newsletter|footer|(?:site|page)-header|pager|jp-relatedposts|sd-sharing"
    r"|caption-text|(?:image|photo|media)-caption|sr-only|visually-?hidden|screen-reader-text|back-to-top"
    r"|(?:share|social|search|related)(?![-_](?:and|of|in|for|on|security|services?|workers?)\b))"
    r"(?![^\W_])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHROME_ROLES = ("navigation", "search", "contentinfo", "banner", "complementary", "dialog")
_MAX_CHROME = 3000
# Scripts are not run, but the parser does not know it: what a page says to browsers like that is
# cut before, since an open element in it would take the rest of the page along.
_NOSCRIPT = re.compile(
    r"<noscript\b[^<>]{0,2000}>(?:(?:[^<]|<(?!/?noscript\b))*+</noscript\s*>)?+|</noscript\s*>",
    re.I,
)
_DATE_META = (
    "article:published_time", "dcterms.date", "dcterms.created", "dc.date", "date", "pubdate",
    "publish-date", "datepublished", "citation_publication_date", "parsely-pub-date",
)  # fmt: skip
_JSON_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_SPACE = re.compile(r"\s+")
_NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|ul|ol|table|blockquote|font|b|i|em|strong|a)\b", re.I
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_MAX_UNCLOSED = 2000
_SITE_NAME = re.compile(r"\s+[|–—]\s+[^|–—]+$")

_COMMENT = re.compile(r"<!--[^<>]{0,200}-->|<!--|-->")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~^$'\"-])")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__)(?=[^\s*_])([^*\n]{1,1000}?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\[\]\n]{1,500})\]\((?:https?:|mailto:|/)[^()\s]{0,2000}\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]{1,2000})>")
_INLINE_TAG = re.compile(
    r"</?(?:span|strong|em|b|i|u|s|a|sup|sub|font|o:p)(?:\s[^<>]{0,500})?/?>", re.I
)


@dataclass(slots=True)
class Page:
    """What an HTML page holds: its blocks, and the title, date and URL that it names."""

    blocks: list[Block] = field(default_factory=list)
    title: str | None = None
    published: str | None = None
    url: str | None = None


def is_html(text: str) -> bool:
    """Whether the text carries HTML block tags."""
    return "<" in text and bool(_BLOCK_TAG.search(text))


def plain(text: str) -> str:
    """Text without what Markdown and stray inline tags leave in it."""
    if "<" in text or "-->" in text:
        text = _COMMENT.sub("\n", text)
        text = _AUTOLINK.sub(r"\1", text)
        text = _INLINE_TAG.sub("", text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "**" in text or "__" in text:
        text = _EMPHASIS.sub(r"\2", text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    return text


def parse(html: str) -> Page:
    """The readable blocks of a page or fragment, without scripts, navigation, forms and such."""
    unclosed = sum(-1 if tag[1] else 1 for tag in _NESTING.finditer(html))
    if unclosed > _MAX_UNCLOSED:  # the parser's time is quadratic in the depth of open elements
        html = _TAG.sub("\n", html)
    if "noscript" in html.lower():
        html = _NOSCRIPT.sub("", html)
    tree = LexborHTMLParser(html)
    page = Page()
    if tree.head is not None:
        _read_head(tree, page)
    tree.strip_tags(["script", "style"])  # else they count as the text of what they stand in
    root = tree.body
    if root is None:
        return page
    for selector in ("main", "[role=main]", "article"):
        found = tree.css(selector)
        if len(found) > 1:  # teasers of other releases are articles, too
            found = [node for node in found if node.css_first("h1") is not None]
        if len(found) == 1 and len(found[0].text()) > 200:
            root = found[0]
            break
    if (h1 := root.css_first("h1") or tree.css_first("h1")) is not None:
        page.title = _SPACE.sub(" ", h1.text()).strip() or page.title
    page.blocks = _Writer(len(html), len(root.text())).write(root)
    return page


def _read_head(tree: LexborHTMLParser, page: Page) -> None:
    meta: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        name = node.attributes.get("property") or node.attributes.get("name")
        name = name or node.attributes.get("itemprop")
        if name:
            meta.setdefault(name.lower(), node.attributes.get("content") or "")
    title = tree.css_first("title")
    page.title = (
        meta.get("og:title") or (title and _SITE_NAME.sub("", title.text().strip())) or None
    )
    page.published = next((meta[name] for name in _DATE_META if meta.get(name)), None)
    if page.published is None:
        for node in tree.css('script[type="application/ld+json"]'):
            if found := _JSON_LD_DATE.search(node.text()):
                page.published = found[1]
                break
    if page.published is None:
        times = tree.css("time[datetime]")
        page.published = times[0].attributes.get("datetime") if times else None
    canonical = tree.css_first('link[rel="canonical"]')
    page.url = canonical.attributes.get("href") if canonical is not None else meta.get("og:url")


class _Writer:
    """Walks a tree in reading order and writes blocks. One tree, one writer.

    ``size`` is the length of the page, ``letters`` that of the text under the root.
    """

    def __init__(self, size: int, letters: int) -> None:
        # To weigh an element is to read its text; unbounded, deep nesting makes that quadratic.
        self._budget = 10 * size
        self._letters = letters
        # Of the table rows that are open: where the blocks of each of their cells begin.
        self._rows: list[list[int]] = []
        self._blocks: list[Block] = []
        self._parts: list[str] = []
        self._kind: tuple[BlockKind, int] = ("body", 0)
        self._bold = 0
        self._bold_chars = 0

    def write(self, root: LexborNode) -> list[Block]:
        # An explicit stack, since markup may nest deeper than Python recurses. An entry is a node
        # to enter with the depth of lists around it, or a step to take when an element is left:
        # the end of bold, of a row (-1 lists deep), or of a block with the kind to go back to.
        stack: list[tuple[LexborNode | None, int, tuple[BlockKind, int] | None]] = [(root, 0, None)]
        while stack:
            node, depth, outer = stack.pop()
            if node is None:
                if outer is None:
                    self._bold -= 1
                else:
                    self._flush()
                    self._kind = outer
                    if depth < 0:
                        self._end_row(self._rows.pop())
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
                continue
            if (
                tag in _DROPPED
                or not tag[:1].isalpha()
                or (node is not root and self._is_chrome(node))
            ):
                continue
            if tag == "pre":
                self._flush()
                self._blocks += from_plain(node.text())
                continue
            if tag in ("ul", "ol"):
                depth += 1
            elif tag in ("strong", "b"):
                self._bold += 1
                stack.append((None, depth, None))
            if tag in _BLOCK or tag in _HEADINGS:
                self._flush()
                stack.append((None, -1 if tag == "tr" else depth, self._kind))
                if tag == "tr":
                    self._rows.append([])
                elif tag in ("td", "th") and self._rows:
                    self._rows[-1].append(len(self._blocks))
                elif tag == "li":
                    self._kind = ("list_item", max(depth, 1))
                elif tag in _HEADINGS:
                    self._kind = ("heading", _HEADINGS[tag])
            children = list(node.iter(include_text=True))
            stack.extend((child, depth, None) for child in reversed(children))
        self._flush()
        return self._blocks

    def _text(self, text: str) -> None:
        self._parts.append(text)
        if self._bold:
            self._bold_chars += len(text.strip())

    def _flush(self) -> None:
        raw = "".join(self._parts)
        bold, self._bold_chars = self._bold_chars, 0
        self._parts.clear()
        text = _SPACE.sub(" ", raw).strip()
        if not text:
            return
        kind, level = self._kind
        if (
            kind == "body"
            and len(text) <= 120
            and bold >= 0.9 * len(text)
            and text[-1] not in ".;,"
        ):
            kind, level = "heading", 3
        self._blocks.append(Block(kind, text, level, BULLET if kind == "list_item" else ""))

    def _end_row(self, cells: list[int]) -> None:
        """Join a row whose cells are a line each; one with more to a cell lays out the page."""
        if not cells or len(self._blocks) < cells[0] + 2:
            return
        ends = [*cells[1:], len(self._blocks)]
        if all(end - start <= 1 for start, end in zip(cells, ends, strict=True)):
            row = " | ".join(block.text for block in self._blocks[cells[0] :])
            self._blocks[cells[0] :] = [Block("body", row)]

    def _is_chrome(self, node: LexborNode) -> bool:
        if node.tag == "form":  # unless the whole page is one
            return self._is_small(node)
        attributes = node.attributes
        if not attributes:
            return False
        if "hidden" in attributes or attributes.get("role") in _CHROME_ROLES:
            return True
        if _HIDDEN.search(attributes.get("style") or ""):
            return True
        names = attributes.get("class") or ""
        if node.tag not in _HEADINGS:  # whose ids are made of their words
            names += f" {attributes.get('id') or ''}"
        return bool(_CHROME.search(names)) and self._is_small(node)

    def _is_small(self, node: LexborNode) -> bool:
        """Whether it is too small a part of the page to be the release."""
        if self._budget < 0:
            return False
        size = len(node.text())
        self._budget -= size
        small = size < _MAX_CHROME and 2 * size < self._letters
        return small and node.css_first("h1") is None

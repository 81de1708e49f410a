"""HTML pages and fragments as blocks; what Markdown leaves in plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractor.cleaning.blocks import BULLET, Block, BlockKind

_BLOCK_TAG = re.compile(
    r"<(?:!doctype|html|head|body|p|div|br|ul|ol|li|h[1-6]|table|tr|td|section|article|blockquote)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.I,
)
_DROPPED = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "nav", "footer", "aside", "form",
    "button", "select", "head", "object", "canvas", "video", "audio", "figcaption", "dialog",
})  # fmt: skip
_BLOCK = frozenset({
    "p", "div", "section", "article", "main", "header", "blockquote", "ul", "ol", "dl", "dt", "dd",
    "table", "thead", "tbody", "tfoot", "tr", "figure", "hr", "pre", "address", "details",
    "summary", "body", "html", "center", "caption", "li", "br",
})  # fmt: skip
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_CHROME = re.compile(
    r"\b(?:nav(?:bar|igation)?|menu|breadcrumbs?|share|social(?:-media)?|cookies?|usa-banner"
    r"|skip-?(?:link|nav|to)"
    r"|sidebar|related|subscribe|newsletter|(?:site|page)-(?:footer|header)|footer|pager|search"
    r"|sr-only|usa-sr-only|visually-?hidden|screen-reader-text|back-to-top)\b",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHROME_ROLES = ("navigation", "search", "contentinfo")
_MAX_CHROME = 3000
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
    tree = LexborHTMLParser(html)
    page = Page()
    if tree.head is not None:
        _read_head(tree, page)
    root = tree.body
    if root is None:
        return page
    for selector in ("main", "[role=main]", "article"):
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].text()) > 200:
            root = found[0]
            break
    if (h1 := root.css_first("h1") or tree.css_first("h1")) is not None:
        page.title = _SPACE.sub(" ", h1.text()).strip() or page.title
    page.blocks = _Writer(len(html)).write(root)
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
    """Walks a tree in reading order and writes blocks. One tree, one writer."""

    def __init__(self, size: int) -> None:
        # To weigh an element is to read its text; unbounded, deep nesting makes that quadratic.
        self._budget = 10 * size
        self._blocks: list[Block] = []
        self._parts: list[str] = []
        self._kind: tuple[BlockKind, int] = ("body", 0)
        self._bold = 0
        self._bold_chars = 0

    def write(self, root: LexborNode) -> list[Block]:
        # An explicit stack, since markup may nest deeper than Python recurses. An entry is a node
        # to enter with the depth of lists around it, or a step to take when an element is left.
        stack: list[tuple[LexborNode | None, int, tuple[BlockKind, int] | None]] = [(root, 0, None)]
        while stack:
            node, depth, outer = stack.pop()
            if node is None:
                if outer is None:
                    self._bold -= 1
                else:
                    self._flush()
                    self._kind = outer
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
            if tag in ("td", "th"):
                self._parts.append(" | " if "".join(self._parts).strip() else " ")
            elif tag in ("ul", "ol"):
                depth += 1
            elif tag in ("strong", "b"):
                self._bold += 1
                stack.append((None, depth, None))
            if tag in _BLOCK or tag in _HEADINGS:
                self._flush()
                stack.append((None, depth, self._kind))
                if tag == "li":
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

    def _is_chrome(self, node: LexborNode) -> bool:
        attributes = node.attributes
        if not attributes:
            return False
        if "hidden" in attributes or attributes.get("role") in _CHROME_ROLES:
            return True
        if _HIDDEN.search(attributes.get("style") or ""):
            return True
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if self._budget < 0 or not _CHROME.search(names):
            return False
        size = len(node.text())
        self._budget -= size
        return size < _MAX_CHROME and node.css_first("h1") is None

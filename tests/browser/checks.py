"""Scripts that the tests run in a page: what axe would look at, by hand."""

from __future__ import annotations

#: Texts whose contrast with what lies behind them is under WCAG 2.1 AA, as [text, ratio].
LOW_CONTRAST = """
const numbers = (c) => c.match(/[\\d.]+/g).map(Number);
const light = (c) => {
  const [r, g, b] = c.slice(0, 3).map((v) => {
    v /= 255;
    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const behind = (node) => {
  for (let at = node; at; at = at.parentElement) {
    const c = numbers(getComputedStyle(at).backgroundColor);
    if (c.length < 4 || c[3] > 0.99) return c;
  }
  return [255, 255, 255];
};
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement;
  const style = getComputedStyle(node);
  if (!walker.currentNode.data.trim() || !node.checkVisibility()) continue;
  if (node.closest("script, option, .skip, svg")) continue;
  const one = light(numbers(style.color));
  const other = light(behind(node));
  const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (ratio < (large ? 3 : 4.5)) found.push([node.className, node.textContent.slice(0, 20), ratio]);
}
return found;
"""

#: Elements that reach over the right edge of the window although nothing scrolls them.
OVERFLOWING = """
const width = document.documentElement.clientWidth;
return [...document.querySelectorAll("body *")]
  .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > width + 1)
  .filter((e) => !e.closest(".table-wrap, pre, .unseen, .skip, .chip, .active, thead"))
  .map((e) => `${e.tagName}.${e.className}`);
"""

#: Links, buttons and fields without a name for those who cannot see them.
NAMELESS = """
return [...document.querySelectorAll("a, button, input:not([type=hidden]), summary, meter")]
  .filter((e) => !(e.textContent.trim() || e.getAttribute("aria-label")
    || e.getAttribute("aria-labelledby") || e.labels?.length))
  .map((e) => e.outerHTML.slice(0, 80));
"""

/* The page of a document: stepping through matches, copying, parts that load while one reads.
   Every link works without this file. */
"use strict";

(() => {
  const bar = document.querySelector(".desk-bar");
  const body = document.querySelector(".body");
  if (!bar || !body) return;
  const words = bar.dataset;
  const ordinals = words.matches ? words.matches.split(" ").map((at) => Number(at) + 1) : [];
  const ids = ordinals.length ? words.ids.split(" ").map((end) => words.ofDocument + end) : [];
  const anchor = (id) => `p-${id}`;
  const passageOf = (node) => (node instanceof Element ? node : node?.parentElement)?.closest(".passage");

  /* ----- parts ----- */

  const address = (base, name, value) => {
    const found = new URL(base, location.href);
    for (const [key, given] of new URL(words.document, location.href).searchParams) {
      if (!found.searchParams.getAll(key).includes(given)) found.searchParams.append(key, given);
    }
    if (value !== "") found.searchParams.set(name, value);
    return found;
  };

  // The text that is read must not move while a part is put in above it.
  const keepingPlace = (change) => {
    const held = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest(".part");
    const before = held?.getBoundingClientRect().top;
    change();
    if (held) scrollBy(0, held.getBoundingClientRect().top - before);
  };

  const loading = new Map();

  const load = (name, value, gap) => {
    const key = `${name}=${value}`;
    if (!loading.has(key)) loading.set(key, fetchPart(name, value, gap).finally(() => loading.delete(key)));
    return loading.get(key);
  };

  // In the language of the page, which may be another than that of the browser.
  const ask = (url) => fetch(url, { headers: { "Accept-Language": document.documentElement.lang } });

  const fetchPart = async (name, value, gap) => {
    const link = gap?.querySelector("a");
    const label = link?.textContent;
    if (link) link.textContent = words.loading;
    try {
      const reply = await ask(address(words.part, name, value));
      if (!reply.ok) throw new Error(String(reply.status));
      const found = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector(".part");
      const place = body.querySelector(`.part-gap[data-part="${found.dataset.part}"]`);
      if (place) keepingPlace(() => place.replaceWith(document.adoptNode(found)));
      return true;
    } catch {
      if (link) link.textContent = `${label} ${words.missing}`;
      gap?.classList.add("failed");
      return false;
    } finally {
      watch();
    }
  };

  const nearing = new IntersectionObserver((entries) => {
    // One at a time: the part that comes pushes the other gaps away.
    const gap = entries.find((entry) => entry.isIntersecting)?.target;
    if (gap) { nearing.disconnect(); load("part", gap.dataset.part, gap); }
  }, { rootMargin: "100% 0px" });

  const watch = () => {
    nearing.disconnect();
    for (const gap of body.querySelectorAll(".part-gap:not(.failed)")) {
      const beside = [gap.previousElementSibling, gap.nextElementSibling];
      if (beside.some((one) => one?.classList.contains("part"))) nearing.observe(gap);
    }
  };

  /* ----- the passage that is read, and the matches ----- */

  let current = null;

  const step = (to) => {
    if (!ids.length) return;
    const at = (to + ids.length) % ids.length;
    go(ids[at], ordinals[at]);
  };

  const places = () => {
    const shown = current ? ids.indexOf(current.id.slice(2)) : -1;
    const at = current?.dataset.at ? Number(current.dataset.at) : null;
    if (shown >= 0) return [shown - 1, shown, shown + 1];
    if (at === null) return [Number(words.best) - 1, -1, Number(words.best)];
    const after = ordinals.findIndex((ordinal) => ordinal > at);
    return after < 0 ? [ids.length - 1, -1, 0] : [after - 1, -1, after];
  };

  const [back, count, on] = ["[rel=prev]", ".desk-count b", "[rel=next]"].map((s) => bar.querySelector(s));

  const become = (passage, ordinal) => {
    current?.classList.remove("current");
    current = passage;
    current.classList.add("current");
    const known = ids.indexOf(current.id.slice(2));
    if (known >= 0) current.dataset.at = ordinals[known];
    else if (ordinal) current.dataset.at = ordinal;
    if (count) count.textContent = known >= 0 ? String(known + 1) : "–";
    document.dispatchEvent(new CustomEvent("passage", { detail: current }));
  };

  const go = async (id, ordinal) => {
    if (!document.getElementById(anchor(id))) await load("at", ordinal, null);
    const passage = document.getElementById(anchor(id));
    const where = address(words.document, "at", ordinal);
    where.hash = anchor(id);
    if (!passage) { location.assign(where); return; }
    // Replaced first, so that :target follows and the way back is not a match each.
    history.replaceState(null, "", where);
    location.replace(where);
    become(passage, ordinal);
  };

  back?.addEventListener("click", (event) => { event.preventDefault(); step(places()[0]); });
  on?.addEventListener("click", (event) => { event.preventDefault(); step(places()[2]); });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "n") step(places()[2]);
    else if (event.key === "p") step(places()[0]);
  });

  body.addEventListener("click", (event) => {
    const passage = passageOf(event.target);
    if (passage && !event.target.closest("a") && getSelection().isCollapsed) become(passage);
  });

  // A link to a passage of this document whose part is not here yet.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const where = new URL(link.getAttribute("href"), location.href); // a link may be one of SVG
    if (where.pathname !== location.pathname || !where.hash.startsWith("#p-")) return;
    event.preventDefault();
    go(decodeURIComponent(where.hash.slice(3)), where.searchParams.get("at"));
  });

  /* ----- copying the citation of the passage that is read ----- */

  const cited = new Map();

  const citation = (id) => {
    if (!cited.has(id)) {
      const base = words.cite.replace(/_$/u, encodeURIComponent(id));
      cited.set(id, ask(base).then((reply) => (reply.ok ? reply.json() : Promise.reject(reply.status))));
      cited.get(id).catch(() => cited.delete(id));
    }
    return cited.get(id);
  };

  const tools = bar.querySelector(".desk-copy");
  const buttons = [["citation", words.citation], ["quote", words.quotation]].map(([part, label]) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "copy";
    made.textContent = label;
    made.hidden = true;
    made.setAttribute("aria-live", "polite");
    made.addEventListener("click", async () => {
      try {
        const found = await citation(current.id.slice(2));
        made.textContent = (await window.judian.copy(found[part])) ? words.copied : words.failed;
      } catch {
        made.textContent = words.failed;
      }
      setTimeout(() => { made.textContent = label; }, 2000);
    });
    return made;
  });
  tools.prepend(...buttons);

  document.addEventListener("passage", () => {
    for (const button of buttons) button.hidden = false;
    // Asked for at once: a browser that waits between click and copy refuses.
    citation(current.id.slice(2)).catch(() => {});
    const link = tools.querySelector("a");
    if (link) link.remove();
  });

  /* ----- the picture of the page that is read ----- */

  const pane = document.querySelector(".desk-pane");
  const wide = matchMedia("(min-width: 60.01rem)");
  const SETTLED = 250; // milliseconds without scrolling before a page is asked for
  const READING = 0.35; // part of the window above the line that is read

  const pageOf = (passage) => {
    let page = null;
    for (const one of body.querySelectorAll("[data-page]")) {
      const isAfter = one.compareDocumentPosition(passage) & Node.DOCUMENT_POSITION_PRECEDING;
      if (isAfter && one !== passage) break;
      page = Number(one.dataset.page);
    }
    return page;
  };

  const pageInView = () => {
    // The passage that was stepped to, as long as it is in sight, else what stands at the line.
    const top = current?.getBoundingClientRect().top ?? -1;
    if (top > 0 && top < innerHeight) return pageOf(current);
    const line = innerHeight * READING;
    let page = null;
    for (const one of body.querySelectorAll("[data-page]")) {
      if (page !== null && one.getBoundingClientRect().top > line) break;
      page = Number(one.dataset.page);
    }
    return page;
  };

  const setUpPane = () => {
    const reader = pane.parentElement;
    const told = pane.querySelector(".pane-told");
    const holder = pane.querySelector(".pane-figure");
    const toggle = document.createElement("button");
    let wanted = null; // the page that was asked for last
    let shown = null;
    let followed = null; // the page that was last in sight: one that was turned to stays
    let timer = 0;

    const isOn = () => toggle.getAttribute("aria-pressed") === "true";

    const point = () => {
      for (const link of holder.querySelectorAll(".placed")) {
        link.classList.toggle("here", current !== null && link.dataset.passage === current.id.slice(2));
      }
      const here = holder.querySelector(".here rect");
      if (!here || !wide.matches) return;
      const [inner, outer] = [here.getBoundingClientRect(), pane.getBoundingClientRect()];
      if (inner.top < outer.top || inner.bottom > outer.bottom) {
        pane.scrollTop += inner.top - outer.top - outer.height / 3;
      }
    };

    const show = async (page) => {
      if (page === wanted) return;
      wanted = page;
      const label = body.querySelector(`[data-page="${page}"][data-label]`)?.dataset.label ?? page;
      told.textContent = words.drawing.replace("{page}", label);
      told.hidden = false;
      holder.classList.add("old");
      try {
        const reply = await ask(address(words.figure.replace("/0/", `/${page}/`), "at", ""));
        const found = new DOMParser().parseFromString(await reply.text(), "text/html");
        if (page !== wanted) return;
        if (!reply.ok) throw new Error(found.querySelector(".error-message")?.textContent ?? "");
        const figure = document.adoptNode(found.querySelector(".page-figure"));
        const image = figure.querySelector("img");
        await image.decode();
        if (page !== wanted) return;
        holder.replaceChildren(figure);
        shown = page;
        told.hidden = true;
        pane.scrollTop = 0;
        point();
      } catch (error) {
        if (page !== wanted) return;
        holder.replaceChildren();
        told.textContent = `${words.undrawn.replace("{page}", label)} ${error.message ?? ""}`;
      } finally {
        if (page === wanted) holder.classList.remove("old");
      }
    };

    const follow = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const page = isOn() && body.checkVisibility() ? pageInView() : null;
        if (page === null || page === followed) return;
        followed = page;
        show(page);
      }, SETTLED);
    };

    const turn = (on) => {
      const page = pageInView() ?? 1; // before the text goes behind the picture
      toggle.setAttribute("aria-pressed", String(on));
      pane.hidden = !on;
      reader.classList.toggle("with-picture", on);
      if (!on) return;
      if (page !== shown) wanted = null;
      followed = page;
      show(page);
    };

    toggle.type = "button";
    toggle.className = "copy desk-picture";
    toggle.textContent = words.picture;
    toggle.addEventListener("click", () => turn(!isOn()));
    bar.querySelector(".desk-tools").prepend(toggle);

    holder.addEventListener("click", (event) => {
      const page = event.target.closest("figcaption a[rel]")?.pathname.match(/\/pages\/(\d+)$/u);
      if (page) { event.preventDefault(); event.stopPropagation(); show(Number(page[1])); return; }
      // On a phone the text is behind the picture.
      if (event.target.closest(".placed") && !wide.matches) turn(false);
    });
    body.addEventListener("click", (event) => {
      const link = event.target.closest(".page-mark a");
      if (link) {
        event.preventDefault();
        turn(true);
        show(Number(link.closest("[data-page]").dataset.page));
      }
    });
    document.addEventListener("passage", () => { point(); follow(); });
    addEventListener("scroll", follow, { passive: true });
    wide.addEventListener("change", () => turn(wide.matches));
    turn(wide.matches);
  };

  if (pane) setUpPane();

  /* ----- words that are selected: a quotation and a link of exactly these ----- */

  const bubble = document.querySelector(".words-bubble");

  const offsetIn = (passage, node, offset) => {
    let cell = (node instanceof Element ? node : node.parentElement).closest("[data-start]");
    if (node === passage && passage.matches("tr")) {
      // The border of a row itself: the beginning of its first cell, or the end of its last one.
      const cells = passage.querySelectorAll("[data-start]");
      cell = offset ? cells[cells.length - 1] : cells[0];
      [node, offset] = [cell, offset ? cell.childNodes.length : 0];
    }
    const from = cell && passage.contains(cell) ? cell : passage;
    const before = document.createRange();
    before.selectNodeContents(from);
    before.setEnd(node, offset);
    // Offsets of the server count characters, a string of JavaScript counts halves of some.
    return Number(from.dataset.start ?? 0) + [...before.toString()].length;
  };

  // The part of a passage that is selected; what stands between passages is none of it.
  const partOf = (passage, range) => {
    const part = document.createRange();
    part.selectNodeContents(passage);
    if (passage.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
    if (passage.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
    return part;
  };

  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0).cloneRange();
    if (!body.contains(range.startContainer) && !body.contains(range.endContainer)) return null;
    const parts = [...body.querySelectorAll(".passage")]
      .filter((passage) => range.intersectsNode(passage))
      .map((passage) => ({ passage, part: partOf(passage, range) }))
      .filter(({ part }) => part.toString().trim());
    if (!parts.length) return null;
    const text = parts.map(({ part }) => part.toString()).join("");
    const [first, last] = [parts[0], parts.at(-1)];
    const isWithin = [range.startContainer, range.endContainer].every((node) => body.contains(node));
    if (!isWithin || ![first, last].every(({ passage }) => passage.matches("span, tr"))) return { range, first: null };
    const start = offsetIn(first.passage, first.part.startContainer, first.part.startOffset);
    const end = offsetIn(last.passage, last.part.endContainer, last.part.endOffset);
    return { range, first: first.passage, last: last.passage, start, end, text };
  };

  const setUpWords = () => {
    const told = bubble.querySelector(".words-told");
    const [quoteButton, citeButton, linkButton] = bubble.querySelectorAll("button");
    const more = bubble.querySelector("a");
    let found = null;
    let timer = 0;
    let opening = 0; // counts, so that a reply for words that are no longer selected is dropped

    const close = () => { opening += 1; bubble.hidden = true; found = null; };

    const open = async () => {
      const at = selected();
      if (!at) { if (!bubble.contains(document.activeElement)) close(); return; }
      const box = at.range.getBoundingClientRect();
      const turn = opening += 1;
      found = null;
      const parts = [quoteButton, citeButton, linkButton, more];
      for (const part of parts) part.hidden = true;
      told.textContent = bubble.dataset.across;
      if (at.first) {
        const id = at.first.id.slice(2);
        const base = words.cite.replace(/_$/u, encodeURIComponent(id));
        const through = at.first === at.last ? "" : `&through=${encodeURIComponent(at.last.id.slice(2))}`;
        const chosen = `?start=${at.start}${through}&end=${at.end}`;
        try {
          const reply = await ask(base + chosen);
          const cited = await reply.json();
          if (turn !== opening) return;
          // The text of the server decides; what is not the same is not offered.
          if (reply.ok && squeezed(cited.words.text) === squeezed(at.text)) {
            found = cited;
            told.textContent = bubble.dataset.chosen
              .replace("{n}", [...squeezed(at.text)].length).replace("{place}", cited.words.place);
            more.href = bubble.dataset.page.replace("/_/", `/${encodeURIComponent(id)}/`) + chosen;
            for (const part of parts) part.hidden = false;
          }
        } catch { if (turn === opening) close(); return; }
      }
      bubble.hidden = false;
      bubble.style.left = `${Math.max(8, Math.min(box.left, innerWidth - bubble.offsetWidth - 8)) + scrollX}px`;
      bubble.style.top = `${box.bottom + 8 + scrollY}px`;
    };

    // Citations have none of the characters that turn the direction of text.
    const squeezed = (text) => text.replace(/[\s\u202a-\u202e\u2066-\u2069]/gu, "");

    const copied = async (button, text) => {
      const label = button.textContent;
      button.textContent = (await window.judian.copy(text)) ? words.copied : words.failed;
      setTimeout(() => { button.textContent = label; }, 2000);
    };

    quoteButton.addEventListener("click", () => found && copied(quoteButton, found.quote));
    citeButton.addEventListener("click", () => found && copied(citeButton, found.citation));
    linkButton.addEventListener("click", () => found && copied(linkButton, found.link));
    document.addEventListener("selectionchange", () => {
      clearTimeout(timer);
      timer = setTimeout(open, 250);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !bubble.hidden) { close(); getSelection().removeAllRanges(); }
      if (event.ctrlKey || event.metaKey || event.altKey || bubble.hidden) return;
      if (event.key === "c" && !event.target.closest("input, textarea, select")) {
        event.preventDefault();
        quoteButton.focus();
      }
    });
  };

  if (bubble) setUpWords();

  const opened = location.hash.startsWith("#p-") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (opened) become(opened, words.at);
  else if (location.hash.startsWith("#p-")) {
    // A link without the ordinal, to a passage of another part: its permanent address knows it.
    const named = location.hash.slice(3);
    if (bubble && !words.at) location.replace(bubble.dataset.page.replace("/_/cite", `/${named}`));
  }
  watch();
})();

/* The page of a document: stepping through matches, copying, parts that load while one reads.
   Every link works without this file. */
"use strict";

(() => {
  const bar = document.querySelector(".desk-bar");
  const body = document.querySelector(".body");
  if (!bar || !body) return;
  const words = bar.dataset;
  const ordinals = words.matches ? words.matches.split(" ").map((at) => Number(at) + 1) : [];
  const ids = words.ids ? words.ids.split(" ") : [];
  const anchor = (id) => `p-${id}`;
  const passageOf = (node) => (node instanceof Element ? node : node?.parentElement)?.closest(".passage");

  /* ----- parts ----- */

  const address = (base, name, value) => {
    const found = new URL(base, location.href);
    for (const [key, given] of new URL(words.document, location.href).searchParams) {
      if (!found.searchParams.getAll(key).includes(given)) found.searchParams.append(key, given);
    }
    found.searchParams.set(name, value);
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

  const fetchPart = async (name, value, gap) => {
    const link = gap?.querySelector("a");
    const label = link?.textContent;
    if (link) link.textContent = words.loading;
    try {
      const reply = await fetch(address(words.part, name, value));
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
    const where = new URL(link.href);
    if (where.pathname !== location.pathname || !where.hash.startsWith("#p-")) return;
    event.preventDefault();
    go(decodeURIComponent(where.hash.slice(3)), where.searchParams.get("at"));
  });

  /* ----- copying the citation of the passage that is read ----- */

  const cited = new Map();

  const citation = (id) => {
    if (!cited.has(id)) {
      const base = words.cite.replace(/_$/u, encodeURIComponent(id));
      cited.set(id, fetch(base).then((reply) => (reply.ok ? reply.json() : Promise.reject(reply.status))));
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

  const opened = location.hash.startsWith("#p-") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (opened) become(opened, words.at);
  watch();
})();

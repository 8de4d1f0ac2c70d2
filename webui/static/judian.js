/* Comfort only: copy buttons, completion, one key. Every page works without this file. */
"use strict";

(() => {
  const words = document.currentScript.dataset;

  /* ----- copying a citation, or a quotation with its citation ----- */

  const select = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  // What stands nowhere on the page is copied from a field that is there for that moment.
  const copyFromField = (text) => {
    const field = document.createElement("textarea");
    const focused = document.activeElement;
    field.className = "unseen";
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    focused?.focus();
    return copied;
  };

  const copy = async (text, node) => {
    try {
      // Only a secure context (https, or this machine) has a clipboard.
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      if (text !== node?.textContent) return copyFromField(text);
      select(node);
      return document.execCommand("copy");
    }
  };

  window.judian = { copy };

  const button = (label, text, node) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "copy";
    made.textContent = label;
    made.setAttribute("aria-live", "polite");
    made.addEventListener("click", async () => {
      made.textContent = (await copy(text, node)) ? words.copied : words.failed;
      window.setTimeout(() => { made.textContent = label; }, 2000);
    });
    return made;
  };

  for (const node of document.querySelectorAll("[data-copy]")) {
    if (node === document.currentScript) continue;
    node.after(button(node.dataset.copy || words.copy, node.textContent, node));
    const quote = node.dataset.quote;
    if (quote) node.nextElementSibling.after(button(words.quote, quote, node));
  }

  /* ----- completion of the last word in the search box ----- */

  const PAUSE = 120; // milliseconds without a key before the server is asked

  const complete = (input, number) => {
    const list = document.createElement("ul");
    list.className = "suggest";
    list.id = `suggest-${number}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.list);
    input.form.append(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    let chosen = -1;
    let timer = 0;
    let asked = null;

    const close = () => {
      window.clearTimeout(timer);
      asked?.abort();
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const choose = (at) => {
      const options = [...list.children];
      chosen = (at + options.length + 1) % (options.length + 1);
      // One place after the last is none: the words as typed.
      if (chosen === options.length) chosen = -1;
      options.forEach((option, i) => option.setAttribute("aria-selected", String(i === chosen)));
      if (chosen < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", options[chosen].id);
    };

    const take = (word) => {
      input.value = input.value.replace(/\S*$/u, () => word);
      close();
      input.focus();
    };

    const show = (found) => {
      list.replaceChildren(...found.map((word, i) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${i}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.lang = "zh-Hant";
        option.textContent = word;
        // The box keeps the focus: a blur would close the list before the click arrives.
        option.addEventListener("mousedown", (event) => { event.preventDefault(); take(word); });
        return option;
      }));
      chosen = -1;
      list.hidden = found.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
    };

    const ask = async () => {
      const text = input.value;
      if (!/\S$/u.test(text) || text.length > 200) { close(); return; }
      asked = new AbortController();
      try {
        const reply = await fetch(`${words.suggest}?q=${encodeURIComponent(text)}`, { signal: asked.signal });
        if (!reply.ok) { close(); return; }
        const last = text.match(/\S*$/u)[0];
        show((await reply.json()).suggestions.filter((word) => word !== last));
      } catch (error) {
        if (error.name !== "AbortError") close();
      }
    };

    input.addEventListener("input", (event) => {
      window.clearTimeout(timer);
      asked?.abort();
      // A Chinese input method is still composing: wait for the characters.
      if (!event.isComposing) timer = window.setTimeout(ask, PAUSE);
    });
    input.addEventListener("compositionend", () => { timer = window.setTimeout(ask, PAUSE); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen < 0 ? list.children.length - 1 : chosen - 1); }
      else if (event.key === "Escape") { event.preventDefault(); close(); }
      else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); take(list.children[chosen].textContent); }
    });
  };

  document.querySelectorAll("[data-suggests]").forEach(complete);

  /* ----- ? lists the keys ----- */

  const keys = document.querySelector("#key-list");
  const listKeys = (event) => { event.preventDefault(); keys?.showModal(); };
  document.querySelector("[data-keys]")?.addEventListener("click", listKeys);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "?" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) listKeys(event);
  });

  /* ----- / goes to the search box ----- */

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = document.querySelector("[data-suggests]");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  });
})();

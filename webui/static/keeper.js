/* The keeper's room: files dropped and sent one by one, the progress of a run. It works without this file. */
"use strict";

(() => {
  const sendFiles = (form) => {
    const list = form.querySelector(".stored");
    const zone = form.querySelector(".drop");
    const outcomes = JSON.parse(form.dataset.outcomes);
    zone.hidden = false;

    const say = (item, bad, outcome, message) => {
      const mark = document.createElement("span");
      mark.className = `flag ${bad ? "failed" : "kept"}`;
      mark.textContent = outcome;
      item.replaceChildren(mark, ` ${item.dataset.name} `, message);
    };

    const post = (name, file) => {
      const body = new FormData();
      body.append("form_number", form.elements.form_number.value);
      if (form.elements.replace.checked) body.append("replace", "1");
      body.append("files", file, name);
      return fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    };

    const send = async (name, file, item) => {
      if (file.size > Number(form.dataset.limit)) { say(item, true, outcomes.refused, form.dataset.tooLarge); return; }
      try {
        let reply = await post(name, file);
        for (let waits = 0; reply.status === 429 && waits < 30; waits += 1) { // another upload has the turn
          await new Promise((resolve) => { window.setTimeout(resolve, 2000); });
          reply = await post(name, file);
        }
        const [stored] = (await reply.json()).files;
        say(item, stored.outcome === "refused", outcomes[stored.outcome], stored.message);
      } catch {
        say(item, true, outcomes.refused, form.dataset.failed);
      }
    };

    const sendAll = async (files) => {
      const items = files.map(([name]) => {
        const item = document.createElement("li");
        item.dataset.name = name;
        item.textContent = `${name} ${form.dataset.busy}`;
        return item;
      });
      list.hidden = false;
      list.replaceChildren(...items);
      for (const [at, [name, file]] of files.entries()) await send(name, file, items[at]);
    };

    // The files of what was dropped, folders with all that is in them.
    const gather = async (entry, path, found) => {
      if (entry.isFile) {
        found.push([path + entry.name, await new Promise((resolve, reject) => { entry.file(resolve, reject); })]);
        return;
      }
      const reader = entry.createReader();
      for (;;) {
        const inside = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
        if (!inside.length) return;
        for (const one of inside) await gather(one, `${path}${entry.name}/`, found);
      }
    };

    form.addEventListener("submit", (event) => {
      const chosen = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
      if (!chosen.length) return;
      event.preventDefault();
      sendAll(chosen.map((file) => [file.webkitRelativePath || file.name, file]));
    });
    form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", async (event) => {
      event.preventDefault();
      form.classList.remove("over");
      // Both must be asked at once: what was dropped is gone after the first pause.
      const items = [...event.dataTransfer.items].map((item) => [item.webkitGetAsEntry(), item.getAsFile()]);
      const found = [];
      for (const [entry, file] of items) {
        if (entry) await gather(entry, "", found);
        else if (file) found.push([file.name, file]);
      }
      if (found.length) sendAll(found);
    });
  };

  document.querySelectorAll("[data-upload]").forEach(sendFiles);

  for (const box of document.querySelectorAll("[data-progress]")) {
    const events = new EventSource(box.dataset.progress);
    events.addEventListener("message", (event) => {
      const now = JSON.parse(event.data);
      box.querySelector("progress").value = now.share;
      if (now.total) box.querySelector(".progress-words").textContent = box.dataset.words.replace("%1", now.files).replace("%2", now.total);
      box.querySelector(".progress-name").textContent = now.name;
    });
    events.addEventListener("ended", () => { events.close(); window.location.assign(window.location.pathname); });
    // No turn for a live reply, or no connection: the page is loaded again, as without this file.
    events.addEventListener("error", () => {
      if (events.readyState === EventSource.CLOSED) window.setTimeout(() => window.location.reload(), 5000);
    });
  }
})();

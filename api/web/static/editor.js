// The editor without waiting: saves what is typed, counts lines beside the text, leads to mistakes.
// Without it the page's buttons do the same.
(() => {
  const byId = (id) => document.getElementById(id);
  const form = () => byId("editor");
  const text = () => form()?.elements.text;
  const AGAIN = 5; // seconds until what failed is tried again
  const LONGEST = 300;
  let saved = "";
  let sent = null;
  let after = null;
  let timer = 0;

  const state = (name) => {
    const words = form().dataset[name];
    if (byId("state").textContent !== words) byId("state").textContent = words;
  };
  const dirty = () => text() && text().value !== saved;

  // --- the text, kept on this device until it is stored --------------------------------------------

  let drawer = "";
  const keepThe = (fields) => {
    try {
      if (fields) localStorage.setItem(drawer, JSON.stringify({ base: fields.base.value, text: fields.text.value }));
      else localStorage.removeItem(drawer);
    } catch { /* a full or closed store: then the page alone has it, as the state says */ }
  };
  const keep = () => keepThe(dirty() && form().elements);
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(drawer));
    } catch {
      return null;
    }
  };
  // What another wrote meanwhile is met by the server: it knows which text this one began from.
  const bringBack = () => {
    const found = kept();
    if (found && found.text !== saved) {
      form().elements.base.value = found.base;
      text().value = found.text;
    } else keep();
  };

  // --- sending ------------------------------------------------------------------------------------

  const save = () => {
    clearTimeout(timer);
    if (form() && dirty() && sent === null) htmx.trigger(form(), "save");
  };
  const saveSoon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  // Does something once everything that was typed is stored.
  const onceSaved = (what) => {
    if (sent === null && !dirty()) return what();
    after = what;
    return save();
  };

  // --- the numbers beside the lines ---------------------------------------------------------------

  const number = () => {
    const lines = text().value.split("\n");
    const mirror = byId("mirror");
    while (mirror.children.length > lines.length) mirror.lastElementChild.remove();
    lines.forEach((line, index) => {
      let row = mirror.children[index];
      if (!row) {
        row = document.createElement("div");
        row.id = `line-${index + 1}`;
        mirror.append(row);
      }
      const words = `${line}\u200b`;
      if (row.textContent !== words) row.textContent = words;
    });
  };

  const told = () =>
    [...document.querySelectorAll("#told [data-line]")].filter(
      (one) => one.dataset.file === form().elements.path.value,
    );

  const mark = () => {
    for (const row of byId("mirror").children) row.className = "";
    for (const one of told()) {
      const row = byId(`line-${one.dataset.line}`);
      if (row && row.className !== "wrong") row.className = one.className;
    }
    tell();
    byId("next").hidden = !document.querySelector("#told .wrong");
  };

  // --- to a line ----------------------------------------------------------------------------------

  const go = (line) => {
    const lines = text().value.split("\n");
    const at = Math.min(line, lines.length) - 1;
    const start = lines.slice(0, at).join("\n").length + (at ? 1 : 0);
    text().focus({ preventScroll: true });
    text().setSelectionRange(start, start + lines[at].length);
    byId(`line-${at + 1}`).scrollIntoView({ block: "center", behavior: "instant" });
  };

  const lineNow = () => text().value.slice(0, text().selectionStart).split("\n").length;

  const next = () => {
    const all = [...document.querySelectorAll("#told .wrong")];
    const here = told().filter((one) => one.className === "wrong");
    const further = here.find((one) => Number(one.dataset.line) > lineNow());
    (further || all.find((one) => !here.includes(one)) || all[0])?.querySelector("a").click();
  };

  // What is wrong with the line that is being written stands in sight.
  const tell = () => {
    const line = String(lineNow());
    const found = told().filter((one) => one.dataset.line === line);
    const words = found.map((one) => one.querySelector("span").textContent).join(" ");
    if (byId("here").textContent !== words) byId("here").textContent = words;
  };

  // The preview follows the activity that is being written.
  const follow = () => {
    tell();
    const before = text().value.slice(0, text().selectionStart);
    const name = [...before.matchAll(/^## Activity:.*\{#([a-z0-9-]+)\}/gm)].pop()?.[1];
    const place = name && byId("preview").querySelector(`[id="${name}"]`);
    const side = byId("side");
    if (!place || side.scrollHeight <= side.clientHeight) return;
    const top = place.getBoundingClientRect().top - side.getBoundingClientRect().top;
    side.scrollTo({ top: side.scrollTop + top - 16, behavior: "instant" });
  };

  // --- saving -------------------------------------------------------------------------------------

  document.addEventListener("input", (event) => {
    if (event.target !== text()) return;
    number();
    keep();
    state("waiting");
    saveSoon(800);
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id !== "editor") return;
    sent = text().value;
    state("saving");
  });

  // A server that is busy or being restarted is asked again; nothing else gets better by itself.
  const refused = (status, wait) => {
    const passing = status >= 500 || status === 429;
    state(passing ? "later" : [401, 403].includes(status) ? "out" : "refused");
    if (passing) saveSoon(1000 * Math.min(Number(wait) || AGAIN, LONGEST));
  };

  let height = 0;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.requestConfig?.elt?.id !== "editor") return;
    const status = event.detail.xhr.status;
    height = byId("side")?.scrollTop || 0;
    if (status === 409) {
      sent = null;
      after = null;
      return;
    }
    event.detail.shouldSwap = status === 200;
    if (status !== 200) {
      sent = null;
      after = null;
      refused(status, event.detail.xhr.getResponseHeader("Retry-After"));
    }
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (!form() || event.detail.requestConfig?.elt?.id !== "editor" || sent === null) return;
    saved = sent;
    sent = null;
    keep();
    byId("side").scrollTo({ top: height, behavior: "instant" });
    mark();
    if (dirty()) return saveSoon(300);
    state("saved");
    const then = after;
    after = null;
    return then?.();
  });

  document.addEventListener("htmx:sendError", (event) => {
    if (event.target.id !== "editor") return;
    sent = null;
    after = null;
    state("failed");
    saveSoon(1000 * AGAIN);
  });
  window.addEventListener("online", save);
  window.addEventListener("beforeunload", (event) => {
    if (dirty()) event.preventDefault();
  });

  // Every other form of the page, and every button that leads away, waits for the text.
  document.addEventListener("submit", (event) => {
    if (!text() || event.target.matches("[data-leaving]") || (sent === null && !dirty())) return;
    const { target, submitter } = event;
    event.preventDefault();
    // The button may have been sent again meanwhile.
    const same = (one) => one === submitter || (one.name === "do" && one.value === submitter?.value);
    onceSaved(() => target.requestSubmit([...target.elements].find(same)));
  });

  document.addEventListener("keydown", (event) => {
    if (!text() || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    save();
  });

  document.addEventListener("click", (event) => {
    const choice = !form() && event.target.closest("#main button, #main a.button");
    if (choice) return keepThe(choice.form?.elements); // where two wrote: the text chosen, if any
    if (!text()) return;
    if (event.target.id === "next") return next();
    const row = event.target.closest("#told [data-line]");
    const link = event.target.closest("#told a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (row.dataset.file === form().elements.path.value) go(Number(row.dataset.line));
    else onceSaved(() => location.assign(link.href));
  });

  let moved = 0;
  document.addEventListener("selectionchange", () => {
    if (document.activeElement !== text()) return;
    clearTimeout(moved);
    moved = setTimeout(follow, 250);
  });

  document.addEventListener("DOMContentLoaded", () => {
    drawer = form().dataset.drawer;
    saved = text().defaultValue; // somebody may type before this script is there
    bringBack();
    if (dirty()) {
      state("waiting");
      saveSoon(800);
    }
    number();
    mark();
  });

  // The browser goes to the place itself, and takes the focus away, until the page is there.
  window.addEventListener("load", () => {
    const asked = /^#line-(\d+)$/.exec(location.hash);
    if (asked) setTimeout(() => go(Number(asked[1])), 50);
  });
})();

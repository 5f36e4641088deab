// The planner without waiting: saves what was typed, keeps it while the network is away, moves by
// dragging. Everything here can be done by the page's own buttons too.
(() => {
  const form = () => document.getElementById("planner");
  const say = (name) => form()?.dataset[name] ?? "";
  const state = (text, aloud = false) => {
    const place = document.getElementById("state");
    if (place) place.textContent = text;
    if (aloud) document.getElementById("live").textContent = text;
  };
  const value = (field) => (field.type === "checkbox" ? field.checked : field.value);
  const put = (field, typed) => {
    if (field.type === "checkbox") field.checked = typed;
    else field.value = typed;
  };
  const fields = () => [...form().elements].filter((one) => one.id && one.name !== "do");
  const original = (field) => {
    if (field.type === "checkbox") return field.defaultChecked;
    if (field.matches("select")) return ([...field.options].find((one) => one.defaultSelected) ?? field.options[0]).value;
    return field.defaultValue;
  };
  const typedFields = () => fields().filter((one) => value(one) !== original(one)).map((one) => [one.id, value(one)]);

  let timer = 0;
  let pressed = false;
  let carried = false; // a row is being dragged
  let sent = new Map();
  let open = [];
  let later = [];
  let height = 0;
  let sideways = 0;
  let action = ""; // what the last button said, for who works by keyboard and for trying again
  let label = ""; // and what it is called
  let mover = ""; // which row it moves
  let waiting = false; // something could not be sent

  // --- what was typed, kept in this tab until it is saved ---

  const drawer = `planner ${say("drawer") || location.pathname}`;
  const shelf = (() => {
    try {
      return sessionStorage;
    } catch { // a course's frame may keep nothing for us: then as long as the page is there
      const kept = new Map();
      return { passing: true, getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text), removeItem: (name) => kept.delete(name) };
    }
  })();
  const keep = () => {
    const typed = form() ? typedFields() : [];
    if (!typed.length) return shelf.removeItem(drawer);
    const [etag, base] = ["etag", "base"].map((name) => form().elements[name].value);
    shelf.setItem(drawer, JSON.stringify({ etag, base, typed }));
  };
  const bringBack = () => {
    if (!form()) return;
    const kept = JSON.parse(shelf.getItem(drawer) ?? "null");
    if (!kept && !typedFields().length) return; // somebody may type before this script is there
    for (const name of kept ? ["etag", "base"] : []) form().elements[name].value = kept[name];
    for (const [id, typed] of kept?.typed ?? []) {
      const field = document.getElementById(id);
      if (field) put(field, typed);
    }
    state(say("unsaved"));
    saveSoon();
  };

  // --- saving ---

  const saveSoon = (after = 500) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (pressed || carried) saveSoon();
      else if (form()) send();
    }, after);
  };
  const send = () => {
    const button = action && [...document.querySelectorAll("#planner button[name=do]")].find((one) => one.value === action);
    if (waiting && button) form().requestSubmit(button);
    else htmx.trigger(form(), "save");
  };
  const lost = (text) => {
    waiting = true;
    keep();
    state(text, true);
  };

  document.addEventListener("pointerdown", () => { pressed = true; });
  for (const name of ["pointerup", "pointercancel"]) { // a finger that scrolls is taken away
    document.addEventListener(name, () => { setTimeout(() => { pressed = false; }, 50); });
  }
  document.addEventListener("input", (event) => {
    if (!event.target.closest("#planner")) return;
    state(say("unsaved"));
    keep();
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest("#planner")) saveSoon();
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-leaving]")) clearTimeout(timer);
    if (event.target.matches("[action$='/choose']")) shelf.removeItem(drawer);
  });

  // What is pressed while an answer is on its way is pressed again after it, one after the other.
  let busy = false;
  let queue = [];
  const named = (button) => button.getAttribute("aria-label") ?? button.textContent.trim();
  const places = () => [...document.querySelectorAll("#planner [data-at]")].map((row) => `${row.dataset.at} ${row.dataset.key}`).sort().join();
  const wait = (event, again) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    queue.push(again);
  };
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "planner" || !busy || !event.submitter) return;
    const { id, value } = event.submitter;
    const [name, were] = [named(event.submitter), places()];
    // A row is dropped between others: where they stand elsewhere by then, it goes back.
    wait(event, id === "dragged" ? () => places() === were && press(value) : () => pressNamed(name));
  }, true);
  // What is printed is what stands here: it waits until that is saved.
  const printing = (event, button) => {
    if (!form() || !button?.closest("form.prints") || (!busy && !typedFields().length)) return;
    const name = named(button);
    wait(event, () => [...document.querySelectorAll("form.prints button")].find((one) => named(one) === name)?.click());
    if (!busy) saveSoon(0);
  };
  document.addEventListener("submit", (event) => printing(event, event.submitter), true);
  document.addEventListener("click", (event) => printing(event, event.target.closest?.("[data-peek]")), true);
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target.id === "planner" || event.detail.elt?.id === "planner") busy = false;
  });
  const pressNamed = (name) => {
    const buttons = [document.activeElement, ...document.querySelectorAll("#planner button[name=do]")];
    buttons.find((one) => one.matches("button[name=do]") && named(one) === name)?.click();
  };
  const pressNext = () => {
    const waited = queue;
    queue = [];
    while (waited.length && form() && !busy) waited.shift()();
    queue.unshift(...waited);
  };
  window.addEventListener("online", () => { if (waiting) saveSoon(0); });
  window.addEventListener("beforeunload", (event) => {
    if (form() && (waiting || typedFields().length)) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !form()) return;
    const key = event.key.toLowerCase();
    const typing = event.target.matches("input, textarea");
    const name = key === "s" ? "save" : typing || key !== "z" ? "" : event.shiftKey ? "redo" : "undo";
    const button = name && document.querySelector(`#planner button[value=${name}]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id !== "planner") return;
    busy = true;
    state(say("saving"));
    const button = event.detail.requestConfig?.triggeringEvent?.submitter;
    action = button?.value || "";
    mover = document.querySelector(`[data-at="${action.split(":")[1]}"]`)?.dataset.key ?? "";
    label = button ? named(button) : "";
    sent = new Map(fields().map((one) => [one.id, value(one)]));
  });

  // htmx takes the button that has the focus for the one that was pressed.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target.id !== "planner") return;
    event.detail.formData.set("do", event.detail.triggeringEvent?.submitter?.value || "save");
  });

  document.addEventListener("htmx:sendError", (event) => {
    if (event.target.id !== "planner") return;
    busy = false;
    lost(say("lost"));
    saveSoon(5000);
  });

  // --- the page that comes back ---

  // Whoever works by keyboard stays where they were: at the button, its opposite, or its meeting.
  const stay = () => {
    if (!action || document.activeElement !== document.body) return;
    const [name, meeting, ...rest] = action.split(":");
    const opposite = { out: "back", back: "out", undo: "redo", redo: "undo", lock: "unlock" }[name] ?? name;
    const wanted = [action, [opposite, meeting, ...rest].filter(Boolean).join(":")];
    const buttons = (part) => [...(part?.querySelectorAll("button[name=do]") ?? [])]; // no form where two people clash
    const row = moved();
    const place =
      (row && (buttons(row).find((one) => named(one) === label) ?? buttons(row)[0])) ||
      buttons(form()).find((one) => named(one) === label) ||
      buttons(form()).find((one) => wanted.includes(one.value)) ||
      document.getElementById(`m${parseInt(meeting, 10)}`) ||
      document.getElementById("main");
    if (!place.matches("button")) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };
  // The row of what was moved, at its new place: of those that are called so, the nearest to it.
  const moved = () => {
    const [name, , to] = action.split(":");
    if (name !== "to" || !mover) return null;
    const [meeting, item] = to.split(".").map(Number);
    const away = (row) => Math.abs(Number(row.dataset.at.split(".")[1]) - item);
    const rows = [...document.querySelectorAll(`#m${meeting} [data-key]`)];
    return rows.filter((one) => one.dataset.key === mover).sort((one, other) => away(one) - away(other))[0];
  };
  const whereMoved = () => {
    const row = moved();
    if (!row) return "";
    const [meeting] = row.dataset.at.split(".");
    const time = row.querySelector(".clock").lastChild.textContent.trim() || row.querySelector(".clock").textContent;
    return say("moved").replace("{what}", row.dataset.name).replace("{meeting}", meeting).replace("{time}", time);
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    busy = false;
    if (!form() || event.detail.target?.id !== "main") return;
    const status = event.detail.xhr.status;
    if (status >= 500 || [401, 403, 429].includes(status)) {
      event.detail.shouldSwap = false;
      lost(say(status === 401 || status === 403 ? (shelf.passing ? "passing" : "out") : "lost"));
      if (status >= 500 || status === 429) saveSoon(10000);
      return;
    }
    waiting = false;
    // What was typed while the answer was on its way stays, and is saved next.
    later = fields()
      .filter((one) => sent.has(one.id) && sent.get(one.id) !== value(one))
      .map((one) => [whichever(one), value(one)]);
    open = [...document.querySelectorAll("#main details[open]")].map(pathOf);
    height = window.scrollY;
    sideways = document.querySelector(".meetings")?.scrollLeft ?? 0;
  });

  // Which field it is, wherever its row stands by then: a place is another's once rows have moved.
  const whichever = (field) => {
    const row = field.closest("[data-key]");
    if (!row) return field.id;
    const alike = [...document.querySelectorAll("#planner [data-key]")].filter((one) => one.dataset.key === row.dataset.key);
    return `${row.dataset.key} ${alike.indexOf(row)} ${field.id.replace(/^m\d+_i\d+_/, "")}`;
  };

  // Where a foldable part stands, so that it is open again after the page was replaced.
  const pathOf = (part) => {
    const field = part.querySelector("[id]");
    return field ? field.id : part.querySelector("summary").textContent.trim();
  };

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "main" && event.detail.target?.id !== "main") return;
    for (const part of document.querySelectorAll("#main details")) {
      if (open.includes(pathOf(part))) part.open = true;
    }
    const stand = new Map(later.length ? fields().map((one) => [whichever(one), one]) : []);
    for (const [which, typed] of later) {
      if (stand.has(which)) put(stand.get(which), typed);
    }
    const refused = document.querySelector("#main [role=alert]");
    if (!refused && form()) shelf.removeItem(drawer); // where two clash, until one is chosen
    if (later.length) {
      keep();
      saveSoon();
    }
    const told = document.querySelector("#main [data-announce]");
    if (told && !refused) document.getElementById("live").textContent = `${say("saved")}. ${whereMoved()} ${told.dataset.announce}`;
    const others = document.getElementById("others");
    if (others) document.getElementById("live").textContent = others.textContent.trim();
    if (!refused) state(later.length ? say("unsaved") : others?.dataset.told ?? say("saved"));
    later = [];
    const board = document.querySelector(".meetings");
    if (board) board.scrollLeft = sideways;
    stay();
    window.scrollTo({ top: form() ? height : 0, behavior: "instant" });
    refused?.scrollIntoView({ block: "center" });
    dragging();
    if (refused) queue = [];
    if (form()) htmx.process(form()); // now: it would come a moment late for who presses at once
    pressNext();
  });

  // --- dragging ---

  const press = (does) => {
    const dragged = document.getElementById("dragged");
    dragged.value = does;
    form().requestSubmit(dragged);
  };
  // What a row stands before, as the server counts: the next row, or the end of its list.
  const before = (row) => {
    let next = row.nextElementSibling;
    while (next && !next.dataset.at) next = next.nextElementSibling;
    return next?.dataset.at ?? row.parentElement.dataset.end;
  };
  const dragging = () => {
    if (!document.getElementById("dragged")) return;
    let was = "";
    const sortable = (list, name, draggable, handle, takes) =>
      new Sortable(list, {
        group: { name, put: (to, from, row) => takes(row) },
        handle,
        draggable,
        animation: 150,
        invertSwap: true, // over the upper half of a row it goes before it, over the lower half behind
        invertedSwapThreshold: 1,
        onStart: ({ item }) => {
          carried = true;
          was = before(item);
        },
        onEnd: ({ item, from, to }) => {
          carried = false;
          if (!item.isConnected || (from === to && before(item) === was)) return; // the page may be another by now
          press(`to:${item.dataset.at}:${before(item)}`);
        },
      });
    for (const list of document.querySelectorAll(".items")) {
      sortable(list, "items", ".items > [data-at]", ".item > .clock .handle", () => true);
    }
    // A whole session is not dropped into another one: that is hardly ever meant.
    for (const list of document.querySelectorAll(".activities")) {
      sortable(list, "activities", ".activities > [data-at]", ".handle", (row) => !row.matches(".item.session"));
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    dragging();
    bringBack();
  });
})();

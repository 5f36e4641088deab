// The planner without waiting: saves what was typed, keeps what is being typed, moves by dragging.
// Everything here can be done by the page's own buttons too.
(() => {
  const form = () => document.getElementById("planner");
  const state = (text) => {
    const place = document.getElementById("state");
    if (place) place.textContent = text;
  };
  const value = (field) => (field.type === "checkbox" ? field.checked : field.value);
  let timer = 0;
  let pressed = false;
  let sent = new Map();
  let open = [];

  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (pressed) saveSoon();
      else if (form()) htmx.trigger(form(), "save");
    }, 500);
  };

  document.addEventListener("pointerdown", () => { pressed = true; });
  document.addEventListener("pointerup", () => { setTimeout(() => { pressed = false; }, 50); });
  document.addEventListener("change", (event) => {
    if (!event.target.closest("#planner")) return;
    state("Not saved yet");
    saveSoon();
  });
  document.addEventListener("submit", () => clearTimeout(timer));

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id !== "planner") return;
    state("Saving…");
    pressedLast = event.detail.requestConfig?.triggeringEvent?.submitter?.value || "";
    sent = new Map([...form().elements].filter((one) => one.id).map((one) => [one.id, value(one)]));
  });

  // htmx takes the button that has the focus for the one that was pressed.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target.id !== "planner") return;
    event.detail.formData.set("do", event.detail.triggeringEvent?.submitter?.value || "save");
  });

  // Whoever works by keyboard stays where they were: at the button, its opposite, or its meeting.
  let pressedLast = "";
  const stay = () => {
    if (!pressedLast || document.activeElement !== document.body) return;
    const [name, meeting, ...rest] = pressedLast.split(":");
    const opposite = { out: "back", back: "out", undo: "redo", redo: "undo" }[name] ?? name;
    const wanted = [pressedLast, [opposite, meeting, ...rest].filter(Boolean).join(":")];
    const place =
      [...document.querySelectorAll("button[name=do]")].find((one) => wanted.includes(one.value)) ||
      document.getElementById(`m${meeting}`) ||
      document.getElementById("main");
    if (!place.matches("button")) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };

  let later = [];
  let height = 0;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!form()) return;
    // What was typed while the answer was on its way stays, and is saved next.
    later = [...form().elements]
      .filter((one) => one.id && sent.has(one.id) && sent.get(one.id) !== value(one))
      .map((one) => [one.id, value(one)]);
    open = [...document.querySelectorAll("#main details[open]")].map(pathOf);
    height = window.scrollY;
  });

  // Where a foldable part stands, so that it is open again after the page was replaced.
  const pathOf = (part) => {
    const field = part.querySelector("[id]");
    return field ? field.id : part.querySelector("summary").textContent.trim();
  };

  document.addEventListener("htmx:afterSwap", () => {
    for (const part of document.querySelectorAll("#main details")) {
      if (open.includes(pathOf(part))) part.open = true;
    }
    for (const [id, typed] of later) {
      const field = document.getElementById(id);
      if (!field) continue;
      if (field.type === "checkbox") field.checked = typed;
      else field.value = typed;
    }
    if (later.length) saveSoon();
    later = [];
    const told = document.querySelector("#main [data-announce]");
    if (told) document.getElementById("live").textContent = `Saved. ${told.dataset.announce}`;
    if (!document.querySelector("#main [role=alert]")) state("Saved");
    stay();
    window.scrollTo({ top: form() ? height : 0, behavior: "instant" });
    document.querySelector("#main [role=alert]")?.scrollIntoView({ block: "center" });
    dragging();
  });

  document.addEventListener("htmx:sendError", () => state("Not saved: the server cannot be reached"));

  const dragging = () => {
    const dragged = document.getElementById("dragged");
    if (!dragged) return;
    for (const list of document.querySelectorAll(".items")) {
      new Sortable(list, {
        group: "items",
        animation: 150,
        filter: "input, select, textarea, button, summary, a, label",
        preventOnFilter: false,
        delay: 200,
        delayOnTouchOnly: true,
        onEnd: ({ from, to, oldIndex, newIndex }) => {
          if (from === to && oldIndex === newIndex) return;
          dragged.value = `to:${from.dataset.meeting}:${oldIndex + 1}:${to.dataset.meeting}:${newIndex + 1}`;
          form().requestSubmit(dragged);
        },
      });
    }
  };
  document.addEventListener("DOMContentLoaded", dragging);
})();

// The print panel: remembers how somebody prints, tells how far the press is, shows the pages.
// Without it the buttons download just the same.
(() => {
  const panels = () => document.querySelectorAll("form.prints");
  const query = (form, name, button) => {
    const fields = new FormData(form, button);
    fields.delete("download");
    if (!["guide", "pack"].includes(name)) fields.delete("last_time");
    return new URLSearchParams(fields).toString();
  };
  const written = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // A panel with nothing to tell of the last time keeps what was chosen in another.
  const lastTime = ({ elements: { last_time: tick } }) =>
    (tick ? tick.checked : /(^|; )edition=[^;]*\.last(;|$)/.test(document.cookie)) ? "last" : "";
  const remember = (form) => {
    const chosen = [...["paper", "size", "ink"].map((name) => form.elements[name].value), lastTime(form)].join(".");
    document.cookie = `edition=${chosen}; path=/; max-age=31536000; samesite=lax`;
  };

  // Watches the press until the document is there; resolves to its number of pages.
  const made = (form, name, button) => new Promise((resolve, reject) => {
    const press = form.querySelector(".press");
    const said = press.querySelector(".pressed");
    const bar = press.querySelector("progress");
    const ended = (settle, value) => {
      watched.close();
      form.removeAttribute("aria-busy");
      settle(value);
    };
    press.hidden = false;
    bar.hidden = false;
    bar.removeAttribute("value");
    said.textContent = form.dataset.waiting;
    form.setAttribute("aria-busy", "true");
    const watched = new EventSource(`${form.dataset.look}/${name}/progress?${query(form, name, button)}`);
    watched.addEventListener("message", ({ data }) => {
      const told = JSON.parse(data);
      if (told.problem) {
        said.textContent = told.problem;
        bar.hidden = true;
        ended(reject, told);
      } else if (told.pages) {
        said.textContent = written(form.dataset.pages, told);
        bar.hidden = true;
        ended(resolve, told.pages);
      } else {
        bar.max = told.total;
        bar.value = told.done;
        said.textContent = written(form.dataset[told.kind], told);
      }
    });
    watched.addEventListener("error", () => {
      said.textContent = form.dataset.failed;
      bar.hidden = true;
      ended(reject, {});
    });
  });

  // A course's visit is not known in a window of its own, so there the page grows where it stands.
  const enlarge = (event) => {
    event.preventDefault();
    const link = event.currentTarget;
    link.firstChild.src = link.href;
    link.parentElement.classList.toggle("large");
  };

  const proof = (form, name, number) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    const picture = document.createElement("img");
    const place = `${form.dataset.look}/${name}/page.png?${query(form, name)}&page=${number}`;
    link.href = `${place}&large=true`;
    link.target = "_blank";
    picture.src = place;
    picture.loading = "lazy";
    picture.alt = written(form.dataset.page, { number });
    picture.width = 160;
    link.append(picture);
    if (window.self !== window.top) link.addEventListener("click", enlarge);
    line.append(link);
    return line;
  };

  const peek = async (form, name) => {
    const proofs = form.querySelector(".proofs");
    proofs.hidden = true;
    try {
      const pages = await made(form, name);
      proofs.replaceChildren(...Array.from({ length: pages }, (_, at) => proof(form, name, at + 1)));
      proofs.hidden = false;
    } catch { /* what is the matter stands in the panel */ }
  };

  const download = async (form, button) => {
    const names = button.dataset.document.split(" ");
    const wanted = query(form, names.length > 1 ? "pack" : names[0], button);
    const address = `${button.getAttribute("formaction") ?? form.action}?${wanted}&download=true`;
    try {
      for (const name of names) await made(form, name, button);
    } catch (told) {
      if (told.problem) return;
    }
    location.assign(address);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form.prints") || !event.submitter) return;
    event.preventDefault();
    remember(form);
    if (!form.hasAttribute("aria-busy")) download(form, event.submitter);
  });
  document.addEventListener("click", ({ target }) => {
    const name = target.dataset?.peek;
    const form = name && target.closest("form.prints");
    if (form && !form.hasAttribute("aria-busy")) peek(form, name);
  });
  document.addEventListener("change", ({ target }) => {
    const form = target.closest("form.prints");
    if (!form) return;
    remember(form);
    fitting(form);
    form.querySelector(".proofs").hidden = true;
    form.querySelector(".press").hidden = true;
  });

  // Whoever changes the group and prints or plans at once gets it for the group as it stands there.
  document.addEventListener("input", ({ target }) => {
    if (!target.closest("form.variants")) return;
    for (const one of document.querySelectorAll(`#main input[type=hidden][name="${target.name}"]`)) one.value = target.value;
  });

  // Half a sheet has no room for large print.
  const fitting = (form) => {
    for (const button of form.querySelectorAll("[data-size]")) button.disabled = form.elements.size.value !== button.dataset.size;
  };
  const ready = () => {
    for (const form of panels()) {
      form.querySelector(".peek").hidden = false;
      for (const line of form.querySelectorAll(".scripted-only")) {
        line.hidden = false;
        line.querySelector("input").disabled = false;
      }
      fitting(form);
    }
  };
  // Where the style has a foldable part stand open, it is open, and its summary is no stop.
  const standing = () => {
    for (const summary of document.querySelectorAll(".group > summary, .checks > summary")) {
      const stands = getComputedStyle(summary).pointerEvents === "none";
      summary.tabIndex = stands ? -1 : 0;
      if (stands) summary.parentElement.open = true;
    }
  };
  for (const [name, where] of [["DOMContentLoaded", document], ["htmx:afterSwap", document], ["resize", window]]) {
    where.addEventListener(name, standing);
  }
  document.addEventListener("DOMContentLoaded", ready);
  document.addEventListener("htmx:afterSwap", ready);
})();

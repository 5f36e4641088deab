// Signing out on a device that others use too: what could not be sent yet is sent first, or asked
// about; then nothing of the group's stays here. The server clears the rest.
(() => {
  const OURS = /^(run:|editor:|planner )/;
  const shelves = [localStorage, sessionStorage];
  const kept = (begins) => Object.keys(localStorage).filter((name) => name.startsWith(begins));
  const waiting = (name) => Boolean(JSON.parse(localStorage.getItem(name))?.unsent);
  const unsent = () => kept("run:").filter(waiting);
  const texts = () => [...kept("editor:"), ...Object.keys(sessionStorage).filter((name) => name.startsWith("planner "))];

  // A text that is being written is saved by its page in a moment.
  const settled = async () => {
    for (let tries = 0; tries < 15 && texts().length; tries += 1) {
      await new Promise((resolve) => { setTimeout(resolve, 200); });
    }
  };

  const sendRecords = async (csrf) => {
    if (!unsent().length) return;
    const { Record } = await import("/static/run_record.js");
    for (const key of unsent()) {
      const [, workshop] = /\/workshops\/([^/]+)/.exec(key) ?? [];
      const nothing = () => {};
      const record = new Record({ api: `/api/v1/workshops/${workshop}/runs`, csrf, key }, { onState: nothing, onConflict: nothing });
      await record.send();
      record.stop();
    }
  };

  const clear = async () => {
    for (const shelf of shelves) {
      for (const name of Object.keys(shelf).filter((one) => OURS.test(one))) shelf.removeItem(name);
    }
    if (!window.caches) return; // only where the connection is secure
    await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
    const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
    await Promise.all(workers.map((one) => one.unregister()));
  };

  const sure = (form) => {
    const lines = [unsent().length && form.dataset.records, texts().length && form.dataset.texts].filter(Boolean);
    return !lines.length || window.confirm([...lines, form.dataset.sure].join("\n\n"));
  };

  let leaving = false;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-leaving]") || leaving || event.defaultPrevented) return;
    event.preventDefault();
    try {
      await Promise.all([settled(), sendRecords(form.elements.csrf_token.value)]);
    } catch { /* no network: it is asked about below */ }
    if (!sure(form)) return;
    await clear().catch(() => {}); // a browser that keeps nothing has nothing to clear
    leaving = true;
    form.requestSubmit();
  });
})();

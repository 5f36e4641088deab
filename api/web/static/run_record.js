// The record of a run: kept on this device with every move, and sent whenever there is a network.
// What another device saved is never overwritten unasked.
const WAIT = 1_000;
const AGAIN = 15_000;

export class Record {
  constructor({ api, csrf, key = `run:${location.pathname}` }, { onState, onConflict }) {
    this.api = api;
    this.csrf = csrf;
    this.key = key;
    this.tell = onState;
    this.ask = onConflict;
    this.kept = JSON.parse(localStorage.getItem(this.key) || "null"); // {run, id, etag, unsent, sent}
    this.timer = 0;
    this.busy = null;
    addEventListener("online", () => this.send());
  }

  get run() { return this.kept?.run ?? null; }
  get id() { return this.kept?.id ?? null; }
  get unsent() { return Boolean(this.kept?.unsent); }

  take({ run, id = null, etag = null }, unsent) {
    this.kept = { run, id, etag, unsent, moves: 0 };
    this.keep();
    if (unsent) this.sendSoon();
  }

  change(run) {
    if (!this.unsent) this.tell("unsent");
    this.kept = { ...this.kept, run, unsent: true, moves: this.kept.moves + 1 };
    this.keep();
    this.sendSoon();
  }

  keep() { localStorage.setItem(this.key, JSON.stringify(this.kept)); }

  forget() {
    this.kept = null;
    localStorage.removeItem(this.key);
  }

  // Leave it at what was tried.
  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  sendSoon(wait = WAIT) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  async send() {
    if (this.busy) return this.busy;
    if (!this.unsent || this.stopped) return null;
    this.busy = this.sendNow()
      .catch(() => {
        this.tell("offline");
        this.sendSoon(AGAIN);
      })
      .finally(() => {
        this.busy = null;
        if (this.unsent && this.again) this.sendSoon();
      });
    return this.busy;
  }

  async sendNow() {
    const { moves, run, id, etag } = this.kept;
    this.again = false;
    const answer = id
      ? await this.fetch(`/${id}`, { method: "PUT", body: JSON.stringify(run), headers: { "If-Match": etag } })
      : await this.fetch("", { method: "POST", body: JSON.stringify(run) });
    if (answer.ok) {
      const { id: given } = await answer.json();
      this.accept(given, answer.headers.get("ETag"), moves);
    } else if (answer.status === 412) {
      await this.overtaken(id);
    } else if (answer.status === 409 && !id) {
      await this.sentBefore();
    } else if (answer.status >= 500 || answer.status === 429) {
      throw new Error("later");
    } else {
      this.stopped = true;
      this.tell({ 401: "signed-out", 403: "signed-out", 404: "gone" }[answer.status] ?? "refused");
    }
  }

  accept(id, etag, moves) {
    this.again = this.kept.moves !== moves;
    this.kept = { ...this.kept, id, etag, unsent: this.again };
    this.keep();
    this.tell("saved");
  }

  // The answer to an earlier sending was lost: what is there is ours, unless somebody went on with it.
  async sentBefore() {
    const { items } = await (await this.fetch("")).json();
    const began = Date.parse(this.run.began_at);
    const same = items.find((one) => Date.parse(one.began_at) === began && one.meeting === this.run.meeting);
    if (!same) throw new Error("later");
    const answer = await this.fetch(`/${same.id}`);
    this.kept = { ...this.kept, id: same.id, etag: answer.headers.get("ETag") };
    this.keep();
    if (same.updated_at === same.created_at) await this.sendNow();
    else await this.overtaken(same.id);
  }

  async overtaken(id) {
    const answer = await this.fetch(`/${id}`);
    if (!answer.ok) throw new Error("later");
    this.stopped = true;
    this.ask({ run: plain(await answer.json()), id, etag: answer.headers.get("ETag") });
  }

  // Settle a conflict: go on with ours over theirs, or with theirs.
  keepOurs({ etag }) {
    this.stopped = false;
    this.kept = { ...this.kept, etag };
    this.keep();
    this.send();
  }

  keepTheirs(theirs) {
    this.stopped = false;
    this.take(theirs, false);
  }

  // Look whether another device went on while this one slept.
  async refresh() {
    if (!this.id || this.unsent || this.busy) return null;
    try {
      const answer = await this.fetch(`/${this.id}`, { headers: { "If-None-Match": this.kept.etag } });
      if (answer.status !== 200 || this.unsent) return null;
      return { run: plain(await answer.json()), id: this.id, etag: answer.headers.get("ETag") };
    } catch {
      return null;
    }
  }

  fetch(path, { headers = {}, ...rest } = {}) {
    return fetch(this.api + path, {
      ...rest,
      cache: "no-store",
      keepalive: (rest.body?.length ?? 0) < 60_000, // what is on its way arrives though the page is left
      signal: AbortSignal.timeout(20_000),
      headers: { "Content-Type": "application/json", "X-CSRF-Token": this.csrf, ...headers },
    });
  }
}

const plain = ({ id, created_at, updated_at, ...run }) => run;

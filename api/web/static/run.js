// The screen of a meeting that is being run: shows where the group is, by the device's own clock.
import * as flows from "./run_flow.js";
import { Record } from "./run_record.js";

const sheet = JSON.parse(document.getElementById("sheet").textContent);
const words = sheet.words;
const $ = (id) => document.getElementById(id);
const cues = [...document.querySelectorAll(".cue")];
const cueAt = ({ part, step }) => cues.find((one) => +one.dataset.part === part && +one.dataset.step === step);
const HALF_A_DAY = 12 * 60 * flows.MINUTE;

// --- words ----------------------------------------------------------------------------------------

const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
const clockIn = new Intl.DateTimeFormat("en-GB", { timeZone: sheet.zone, hour: "2-digit", minute: "2-digit" });
const clock = (moment) => clockIn.format(moment);
const put = (id, text) => { if ($(id).textContent !== text) $(id).textContent = text; };
const minutesAndSeconds = (seconds) => {
  const whole = Math.abs(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};
const lateness = (late) => (late === 0 ? words.on_time : fill(late > 0 ? words.late : words.early, { count: Math.abs(late) }));
const titleOf = (part) => part.title ?? words.rest;

const whereIs = (run) => (run.place
  ? fill(words.at, { title: titleOf(run.parts[run.place.part]), time: clock(Date.parse(run.place.since)) })
  : fill(words.ended_at, { time: clock(Date.parse(run.ended_at)) }));

// --- the record -----------------------------------------------------------------------------------

let theirs = null;
const record = new Record(sheet, {
  onState: (state) => {
    put("net", { unsent: "", saved: fill(words.saved, { time: clock(Date.now()) }) }[state] ?? words[state]);
    $("net").className = `net ${state}`;
    linkToRecord();
  },
  onConflict: (found) => {
    theirs = found;
    put("ours-at", whereIs(record.run));
    put("theirs-at", whereIs(found.run));
    $("conflict").hidden = false;
    $("conflict").focus();
  },
});

const linkToRecord = () => {
  $("to-record").hidden = !record.id;
  if (record.id) $("to-record").href = `${sheet.record}/${record.id}`;
};

const move = (make) => {
  record.change(make(record.run, Date.now()));
  show();
  announce();
};

// --- what is in sight -----------------------------------------------------------------------------

const show = () => {
  const { run } = record;
  const live = Boolean(run?.place);
  const ended = Boolean(run && !run.place);
  $("before").hidden = Boolean(run);
  $("stage").hidden = !live;
  $("bar").hidden = !live;
  $("after").hidden = !ended;
  document.body.classList.toggle("live", live);
  if (live) {
    showCue(run);
    showComing(run);
  }
  if (ended) showEnd(run);
  stayAwake();
  tick();
};

const showCue = (run) => {
  const part = run.parts[run.place.part];
  const here = cueAt(run.place);
  for (const one of cues) one.hidden = one !== here;
  put("part-title", titleOf(part));
  put("count", fill(words.count, { at: run.place.step + 1, of: part.steps.length }));
  $("back").disabled = flows.back(run, Date.now()) === run;
  $("skip").hidden = part.essential;
  put("next", flows.isLast(run) ? words.end : words.next);
  const following = flows.isLast(run) ? null : flows.onward(run, Date.now()).place;
  const then = following && cueAt(following);
  const title = following && following.part !== run.place.part ? `${titleOf(run.parts[following.part])} · ` : "";
  put("then", then ? title + then.dataset.brief : words.then_end);
};

const showComing = (run) => {
  const { starts } = flows.flow(run, Date.now());
  for (const row of document.querySelectorAll("#coming li")) {
    const index = +row.dataset.part;
    const part = run.parts[index];
    const coming = index > run.place.part;
    row.classList.toggle("gone", part.left_out);
    row.classList.toggle("here", index === run.place.part);
    row.querySelector(".clock").textContent =
      part.left_out ? "–" : index === run.place.part ? words.now : coming ? clock(starts[index]) : "✓";
    const button = row.querySelector("button");
    if (!button) continue;
    button.hidden = !coming;
    button.firstChild.textContent = part.left_out ? words.bring_back : words.leave_out;
  }
};

const showEnd = (run) => {
  const took = Math.round((Date.parse(run.ended_at) - Date.parse(run.began_at)) / flows.MINUTE);
  const planned = Math.round((flows.planEndsAt(run) - Date.parse(run.planned_at)) / flows.MINUTE);
  put("took", fill(words.took, { time: clock(Date.parse(run.ended_at)), took, planned }));
  if (document.activeElement !== $("reflection")) $("reflection").value = run.reflection ?? "";
  linkToRecord();
};

const tick = () => {
  const now = Date.now();
  put("clock", clock(now));
  const { run } = record;
  if (!run?.place) return;
  const { endsAt, late } = flows.flow(run, now);
  put("ends", fill(words.ends, { time: clock(endsAt) }));
  put("late", lateness(late));
  $("late").classList.toggle("over", late > 0);
  const minutes = (time) => Math.max(0, Math.floor(time / flows.MINUTE));
  put("elapsed", fill(words.elapsed, {
    elapsed: minutes(now - Date.parse(run.planned_at)),
    planned: minutes(flows.planEndsAt(run) - Date.parse(run.planned_at)),
  }));
  const part = run.parts[run.place.part];
  const planned = part.steps.reduce((total, one) => total + flows.due(one), 0);
  const taken = flows.taken(run, run.place.part, now);
  put("part-time", fill(words.of, { taken: Math.floor(taken / 60), planned: Math.round(planned / 60) }));
  $("part-bar").max = Math.max(planned, 1);
  $("part-bar").value = Math.min(taken, planned);
  const left = flows.leftHere(run, now);
  put("left", left >= 0 ? minutesAndSeconds(left) : `+${minutesAndSeconds(left)}`);
  put("left-says", left >= 0 ? words.left : words.over);
  $("countdown").classList.toggle("over", left < 0);
  if (now % 60_000 < 1_000) showComing(run);
};

const announce = () => {
  const { run } = record;
  const here = run.place && cueAt(run.place);
  put("live", here ? `${titleOf(run.parts[run.place.part])}. ${here.dataset.brief}` : words.then_end);
  window.scrollTo({ top: 0, behavior: "instant" });
};

// --- beginning and going on -----------------------------------------------------------------------

const begin = () => {
  const now = Date.now();
  const moment = new Date(now).toISOString();
  const run = structuredClone(sheet.blank);
  run.began_at = moment;
  run.place.since = moment;
  run.planned_at = new Date(flows.plannedAt(sheet, now)).toISOString();
  record.take({ run }, true);
  show();
  announce();
};

const offer = (open) => {
  $("open").hidden = false;
  put("open-at", whereIs(open.run));
  $("begin").textContent = words.begin_anew;
  $("begin").classList.remove("main");
  $("go-on").onclick = () => {
    if (!record.run) record.take(open, false);
    resumed();
  };
};

const resumed = () => {
  $("open").hidden = true;
  show();
  announce();
  record.send();
};

const start = async () => {
  if (record.run && !record.run.place && !record.unsent) record.forget();
  const old = record.run?.place && Date.now() - Date.parse(record.run.place.since) > HALF_A_DAY;
  if (record.run && !old) {
    resumed();
    catchUp();
  } else {
    show();
    if (record.run) {
      $("before").hidden = false;
      $("stage").hidden = $("bar").hidden = true;
      document.body.classList.remove("live");
      $("begin").hidden = record.unsent;
      offer(record);
      record.send();
    } else if (sheet.open) offer(sheet.open);
  }
};

// Another device may have gone on while this one was away.
const catchUp = async () => {
  const found = await record.refresh();
  if (!found) return;
  record.take(found, false);
  show();
};

// --- hands, keys, screen --------------------------------------------------------------------------

const moves = {
  begin,
  next: () => move(flows.onward),
  back: () => move(flows.back),
  skip: () => move(flows.skip),
  more: () => move((run) => flows.give(run, 1)),
  less: () => move((run) => flows.give(run, -1)),
  "not-yet": () => move(flows.reopen),
  "keep-ours": () => { $("conflict").hidden = true; record.keepOurs(theirs); },
  "keep-theirs": () => { $("conflict").hidden = true; record.keepTheirs(theirs); show(); announce(); },
};
for (const [id, act] of Object.entries(moves)) $(id).addEventListener("click", act);
for (const button of document.querySelectorAll("#coming button")) {
  button.addEventListener("click", () => move((run) => flows.toggle(run, +button.closest("li").dataset.part)));
}
$("reflection").addEventListener("input", () => {
  record.change({ ...record.run, reflection: $("reflection").value.trim() || null });
});

$("to-record").addEventListener("click", async (event) => {
  if (!record.unsent) return;
  event.preventDefault();
  await record.send();
  if (!record.unsent) location.assign($("to-record").href);
});

const KEYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "back", PageUp: "back", "+": "more", "-": "less" };
addEventListener("keydown", (event) => {
  const id = KEYS[event.key];
  if (!id || !$("keys").checked || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input, textarea, select") || $("bar").hidden || $(id).disabled) return;
  event.preventDefault();
  $(id).click();
});

let from = null;
$("stage").addEventListener("touchstart", (event) => {
  from = event.touches.length === 1 ? event.touches[0] : null;
}, { passive: true });
$("stage").addEventListener("touchend", (event) => {
  if (!from) return;
  const { clientX, clientY } = event.changedTouches[0];
  const [across, down] = [clientX - from.clientX, clientY - from.clientY];
  if (Math.abs(across) < 70 || Math.abs(across) < 2 * Math.abs(down)) return;
  const button = across < 0 ? $("next") : $("back");
  // A swipe turns a step; it never ends the meeting.
  if (!button.disabled && !(across < 0 && flows.isLast(record.run))) button.click();
}, { passive: true });

// The screen stays on while a meeting runs. A browser takes the lock away when the page is hidden.
let awake = null;
const stayAwake = async () => {
  const wanted = Boolean(record.run?.place) && document.visibilityState === "visible";
  if (wanted && (!awake || (await awake)?.released)) {
    awake = Promise.resolve(navigator.wakeLock?.request("screen")).catch(() => null);
  }
  if (!wanted && awake) {
    const lock = await awake;
    awake = null;
    lock?.release().catch(() => {});
  }
};
document.addEventListener("visibilitychange", () => {
  stayAwake();
  if (document.visibilityState === "visible") catchUp();
  else record.send();
});

const keepAtHand = async () => {
  if (!navigator.serviceWorker) return;
  const { pathname } = location;
  await navigator.serviceWorker.register("/run-worker.js", { scope: pathname });
  navigator.serviceWorker.addEventListener("message", () => { $("at-hand").hidden = false; });
  navigator.serviceWorker.startMessages();
  const ready = await navigator.serviceWorker.ready;
  const parts = performance.getEntriesByType("resource").map((one) => one.name);
  const ours = parts.filter((url) => url.startsWith(`${location.origin}/static/`));
  ready.active.postMessage([location.origin + pathname, ...ours]);
};

document.body.classList.add("scripted");
start();
setInterval(tick, 1000);
if (document.readyState === "complete") keepAtHand();
else addEventListener("load", () => keepAtHand());

// The minutes of a run, by the same rules as curriculum/flow.py; and the moves of whoever leads it.
// A run is the JSON of the API; moments that are worked with are in milliseconds.
export const MINUTE = 60_000;

export const due = (step) => Math.max(0, step.minutes + step.given) * 60;
const left = (step) => Math.max(0, due(step) - step.seconds);
const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
const notBefore = (run, part, moment) =>
  part.not_before === null ? moment : Math.max(moment, Date.parse(run.planned_at) + part.not_before * MINUTE);

export const spent = (run, now) =>
  run.place ? Math.max(0, Math.floor((now - Date.parse(run.place.since)) / 1000)) : 0;

export const planEndsAt = (run) =>
  run.parts.reduce(
    (moment, part) => notBefore(run, part, moment) + sum(part.steps.map((one) => one.minutes)) * MINUTE,
    Date.parse(run.planned_at),
  );

// Seconds left of the step that the group is at; below 0, it runs over.
export const leftHere = (run, now) => {
  const step = run.parts[run.place.part].steps[run.place.step];
  return due(step) - step.seconds - spent(run, now);
};

export const flow = (run, now) => {
  const starts = run.parts.map(() => null);
  let moment = now;
  if (!run.place) {
    moment = Date.parse(run.ended_at);
  } else {
    const { part: here, step: at } = run.place;
    moment += (Math.max(0, leftHere(run, now)) + sum(run.parts[here].steps.slice(at + 1).map(left))) * 1000;
    for (let index = here + 1; index < run.parts.length; index += 1) {
      const part = run.parts[index];
      if (part.left_out) continue;
      starts[index] = notBefore(run, part, moment);
      moment = starts[index] + sum(part.steps.map(left)) * 1000;
    }
  }
  return { starts, endsAt: moment, late: Math.round((moment - planEndsAt(run)) / MINUTE) };
};

// Seconds that a part has taken so far.
export const taken = (run, index, now) =>
  sum(run.parts[index].steps.map((one) => one.seconds)) +
  (run.place && run.place.part === index ? spent(run, now) : 0);

// --- moves: each returns another run ---------------------------------------------------------------

const settled = (run, now) => {
  const next = structuredClone(run);
  const step = next.parts[next.place.part].steps[next.place.step];
  step.seconds = Math.min(86_400, step.seconds + spent(run, now));
  return next;
};
const at = (run, part, step, now) => ({ ...run, place: { part, step, since: new Date(now).toISOString() } });
const partBeside = (run, way) => {
  let index = run.place.part + way;
  while (run.parts[index]?.left_out) index += way;
  return run.parts[index] ? index : null;
};

export const isLast = (run) =>
  run.place.step === run.parts[run.place.part].steps.length - 1 && partBeside(run, 1) === null;

export const end = (run, now) => {
  const next = { ...settled(run, now), place: null, ended_at: new Date(now).toISOString() };
  for (const part of next.parts) part.done ??= !part.left_out && part.steps.some((one) => one.seconds > 0);
  return next;
};

export const onward = (run, now) => {
  const next = settled(run, now);
  if (run.place.step + 1 < run.parts[run.place.part].steps.length) return at(next, run.place.part, run.place.step + 1, now);
  const part = partBeside(run, 1);
  return part === null ? end(run, now) : at(next, part, 0, now);
};

export const back = (run, now) => {
  if (run.place.step > 0) return at(settled(run, now), run.place.part, run.place.step - 1, now);
  const part = partBeside(run, -1);
  return part === null ? run : at(settled(run, now), part, run.parts[part].steps.length - 1, now);
};

// Leave the part that the group is in, for good.
export const skip = (run, now) => {
  const next = settled(run, now);
  next.parts[run.place.part].left_out = true;
  const part = partBeside(next, 1);
  return part === null ? end(next, now) : at(next, part, 0, now);
};

export const give = (run, minutes) => {
  const next = structuredClone(run);
  const step = next.parts[next.place.part].steps[next.place.step];
  step.given = Math.max(-Math.min(step.minutes, 240), Math.min(240, step.given + minutes));
  return next;
};

export const toggle = (run, index) => {
  const next = structuredClone(run);
  next.parts[index].left_out = !next.parts[index].left_out;
  return next;
};

// Take a meeting up again that was ended too soon: at its last step.
export const reopen = (run, now) => {
  let part = run.parts.length - 1;
  while (part > 0 && run.parts[part].left_out) part -= 1;
  const next = { ...structuredClone(run), ended_at: null };
  for (const one of next.parts) one.done = null;
  return at(next, part, next.parts[part].steps.length - 1, now);
};

const EARLY = 20;
const LATE = 60;

// The moment that the plan counts from: its own start, where it is about that time, else the beginning.
export const plannedAt = ({ start, date, zone }, now) => {
  if (!start) return now;
  const [today, clock] = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" })
    .format(now)
    .split(" ");
  if (date && date !== today) return now;
  const minutes = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const ahead = ((minutes(start) - minutes(clock) + 2160) % 1440) - 720;
  return ahead > EARLY || ahead < -LATE ? now : Math.floor(now / MINUTE) * MINUTE + ahead * MINUTE;
};

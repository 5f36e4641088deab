// Time zones: a new workshop is told that of this device, and a field that asks for one offers all.
for (const field of document.querySelectorAll("input[name=device_zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
}
document.addEventListener("focusin", ({ target }) => {
  if (target.name !== "time_zone" || !target.list || target.list.children.length) return;
  target.list.append(...(Intl.supportedValuesOf?.("timeZone") ?? []).map((name) => new Option(name)));
});

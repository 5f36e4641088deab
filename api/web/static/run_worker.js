// Keeps the page of a run at hand for when there is no network. Its scope is that one page.
const SHELF = "run";
const PATIENCE = 4_000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The page tells what it was made of: it was loaded before this worker was there.
self.addEventListener("message", (event) => {
  const all = Promise.all(event.data.map((url) => fresh(new Request(url))));
  event.waitUntil(all.then(() => event.source.postMessage("at hand"), () => {}));
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin || pathname.startsWith("/api/")) return;
  event.respondWith(answer(event.request));
});

const fresh = async (request) => {
  const got = await fetch(request);
  const shelf = await caches.open(SHELF);
  // Kept whole or not at all: the network may drop halfway.
  if (got.ok) await shelf.put(request.url, new Response(await got.clone().blob(), got));
  else if ([401, 403, 404].includes(got.status)) await shelf.delete(request.url);
  return got;
};

const kept = async (request) =>
  (await caches.open(SHELF)).match(request.url, { ignoreVary: true });

// What is fresh, unless the network is slow or gone and something is kept.
const answer = async (request) => {
  const coming = fresh(request);
  const slow = new Promise((resolve) => setTimeout(() => resolve(kept(request)), PATIENCE));
  try {
    return (await Promise.race([coming, slow])) ?? (await coming);
  } catch {
    return (await kept(request)) ?? Response.error();
  }
};

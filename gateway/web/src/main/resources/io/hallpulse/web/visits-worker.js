// Keeps the page of visits and its files, so that it opens without a network. What it keeps is of one version, and says nothing of anybody.
// VERSION comes before this text: a digest of all files, so that new ones are fetched when one of them has changed.

const CACHE = `hallpulse-visits-${VERSION}`;
const FILES = [
  "../visits",
  "../assets/icon.svg",
  "../assets/language.js",
  "../assets/tokens.css",
  "../assets/visits.css",
  "../assets/visits.js",
  "../assets/visits-form.js",
  "../assets/visits-photo.js",
  "../assets/visits-send.js",
  "../assets/visits-store.js",
].map((file) => new URL(file, location.href).href);

async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
  await skipWaiting();
}

async function clear() {
  for (const name of await caches.keys()) {
    if (name.startsWith("hallpulse-visits-") && name !== CACHE) await caches.delete(name);
  }
  await clients.claim();
}

async function answer(request, file) {
  const found = await (await caches.open(CACHE)).match(file);
  return found ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(clear()));
addEventListener("fetch", (event) => {
  const file = event.request.url.replace(/[?#].*$/, "");
  if (event.request.method === "GET" && FILES.includes(file)) event.respondWith(answer(event.request, file));
});

// Keeps the files of one build, so that the desk opens while its server is away. Answers of the API are not kept here:
// the page keeps the last ones itself, with their age, and an answer from a cache would pass for a new one.
const VERSION = "__VERSION__";
const FILES = ["__FILES__"];
const CACHE = `cryptodesk-${VERSION}`;
const DOCUMENT_TIMEOUT_MS = 4_000;

self.addEventListener("install", (event) => {
  // A file that cannot be had fails the whole installation: half a desk would open broken.
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const forgetOthers = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("cryptodesk-") && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(forgetOthers());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && !/^\/(api|docs|redoc|health|ready|metrics|trpc)\b/.test(url.pathname)) {
    event.respondWith(documentOf(request));
  } else if (FILES.includes(url.pathname) && url.pathname !== "/") {
    event.respondWith(caches.match(url.pathname, { cacheName: CACHE }).then((kept) => kept ?? fetch(request)));
  }
});

/** The server's document, so that a new version is seen at once; the kept one where the server does not answer. */
async function documentOf(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(DOCUMENT_TIMEOUT_MS) });
    // A proxy in front of a stopped server answers for it.
    if (answer.status < 500) return answer;
    throw new Error(String(answer.status));
  } catch (error) {
    const kept = await caches.match("/", { cacheName: CACHE });
    if (kept) return kept;
    throw error;
  }
}

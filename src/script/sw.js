// Caches one complete edition of the site on the reader's machine, so that it opens without a network.
//
// One edition is one cache, named by a hash of its files. A cache is only valid if it contains the mark, which is
// added last: an edition whose download was interrupted is never served. A new edition waits until the reader
// activates it or has left the old one: a page never mixes two. Requests for files not in the list go to the network
// unchanged, especially for the embed, which caches nothing on other people's pages.
//
// `token-factory prerender` fills in the two constants when the site is built.

const EDITION = /* edition */ "";
/** Each file by its name within the site (the first page has an empty name), with its checksum. */
const FILES = /* files */ {};

const OURS = "token-factory ";
const CACHE = `${OURS}${EDITION}`;
const MARK = "complete";
/** Number of parallel requests. */
const LANES = 6;

const at = (name) => new URL(name, registration.scope).href;

/** A file as described by the list. The browser's cached copy may be outdated: it is then requested again. */
async function load(name) {
  const ask = async (cache) => {
    const answer = await fetch(at(name), { integrity: FILES[name], cache, credentials: "same-origin" });
    if (!answer.ok) throw new TypeError(`${name}: status ${answer.status}`);
    // A redirected response cannot be returned for a navigation: only its content is kept.
    return answer.redirected ? new Response(await answer.blob(), { headers: answer.headers }) : answer;
  };
  return ask("default").catch(() => ask("reload"));
}

/** All files of this edition, or none. */
async function fill() {
  try {
    const cache = await caches.open(CACHE);
    const waiting = Object.keys(FILES);
    const lane = async () => {
      for (let name; (name = waiting.pop()) !== undefined; ) await cache.put(at(name), await load(name));
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await cache.put(at(MARK), new Response(EDITION));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** Removes every other edition. */
async function sweep() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
  }
}

/** Whether a cached file matches the list. */
async function isWhole(name, kept) {
  const sum = await crypto.subtle.digest("SHA-384", await kept.arrayBuffer());
  return FILES[name] === `sha384-${btoa(String.fromCharCode(...new Uint8Array(sum)))}`;
}

/** A file of this edition: the cached one, or that of the network, which then replaces it in the cache. */
async function serve(name, request) {
  const cache = await caches.open(CACHE);
  if (!(await cache.match(at(MARK)))) return fetch(request);
  const kept = await cache.match(at(name));
  if (kept && (await isWhole(name, kept.clone()))) return kept;
  try {
    const answer = await load(name);
    await cache.put(at(name), answer.clone());
    return answer;
  } catch {
    return fetch(request);
  }
}

/** The file in the list that a request is for. A scenario in the address makes no difference: it is read in the page.
   */
function named(request) {
  const { origin, pathname, href } = new URL(request.url);
  const scope = new URL(registration.scope);
  if (request.method !== "GET" || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return undefined;
  const path = decodeURI(pathname.slice(scope.pathname.length));
  if (request.mode !== "navigate" && href !== at(path)) return undefined;
  const name = path === "index.html" ? "" : path;
  return Object.hasOwn(FILES, name) ? name : undefined;
}

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(sweep()));
addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
});
addEventListener("fetch", (event) => {
  const name = named(event.request);
  if (name !== undefined) event.respondWith(serve(name, event.request));
});

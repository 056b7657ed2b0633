// Keeps one whole edition of the site on the reader's machine, so that it opens without a network.
//
// One edition is one cache, named after what its files hold. A cache counts when its mark is in it, which is put there
// last: an edition whose download broke off is never served. A new edition waits until the reader takes it up or has left
// the old one: no page is ever made of two. What the list does not name goes to the network unchanged, the embed above
// all: it keeps nothing on other people's pages.
//
// `token-factory prerender` writes the two constants when the site is built.

const EDITION = /* edition */ "";
/** Each file by its name within the site (the first page is the empty name), with its checksum. */
const FILES = /* files */ {};

const OURS = "token-factory ";
const CACHE = `${OURS}${EDITION}`;
const MARK = "complete";
/** Files that are asked for at the same time. */
const LANES = 6;

const at = (name) => new URL(name, registration.scope).href;

/** A file as the list describes it. What the browser has kept of it may be old: then it is asked for anew. */
async function load(name) {
  const ask = async (cache) => {
    const answer = await fetch(at(name), { integrity: FILES[name], cache, credentials: "same-origin" });
    if (!answer.ok) throw new TypeError(`${name}: status ${answer.status}`);
    // An answer that was redirected may not be given to a navigation: only what it holds is kept.
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

/** Whether a kept file is what the list says. */
async function isWhole(name, kept) {
  const sum = await crypto.subtle.digest("SHA-384", await kept.arrayBuffer());
  return FILES[name] === `sha384-${btoa(String.fromCharCode(...new Uint8Array(sum)))}`;
}

/** A file of this edition: the kept one, else that of the network, which then is kept in its place. */
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

/** Which file of the list a request is for. A scenario in the address changes nothing: it is read in the page. */
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

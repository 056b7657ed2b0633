// The built site on a server that may do wrong: files that are missing, cut, changed or slow, and what was asked of it.

import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { dist } from "./server.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".tsv": "text/tab-separated-values; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The headers of each path, as a file of Netlify's and Cloudflare's format lists them. */
export function readHeaders(text) {
  const blocks = new Map();
  let block;
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.trimStart().startsWith("#")) continue;
    if (/^\S/.test(line)) blocks.set(line.trim(), (block = {}));
    else {
      const [, name, value] = line.match(/^\s+([^:]+):\s*(.*)$/) ?? [];
      if (name) block[name.toLowerCase()] = block[name.toLowerCase()] ? `${block[name.toLowerCase()]}, ${value}` : value;
    }
  }
  return blocks;
}

/**
 * Serves a folder on a free port of this machine, with the headers of its `_headers`.
 *
 * `answer(path, request)` may answer in place of a file: `{ status, headers, body }`, all optional (the file's own are
 * kept), and besides `cut` (the connection breaks after so many bytes of the body) or `stall` (nothing follows them until
 * the promise `rest` is kept).
 * It may be replaced while the server runs, as `dir` may: that is a new deploy.
 *
 * @param {{ dir?: string, host?: string, answer?: (path: string, request: object) => object | undefined }} [options]
 * @returns {Promise<{ url: string, dir: string, answer: Function, requests: string[], stop: () => Promise<void>,
 *   start: () => Promise<void> }>} the address ending in a slash; the paths asked for so far; `start` after `stop` takes
 *   the same port again
 */
export async function serveSite({ dir = dist, host = "127.0.0.1", answer = () => undefined } = {}) {
  const site = { dir, answer, requests: [] };
  const respond = (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    site.requests.push(path);
    const place = join(site.dir, normalize(path.endsWith("/") ? `${path}index.html` : path));
    const file = place.startsWith(site.dir) && existsSync(place) && statSync(place).isFile() ? readFileSync(place) : undefined;
    const list = join(site.dir, "_headers");
    const own = existsSync(list) ? readHeaders(readFileSync(list, "utf8")).get(path) : undefined;
    const given = site.answer(path, request) ?? {};
    const status = given.status ?? (file || given.body !== undefined ? 200 : 404);
    const body = Buffer.from(given.body ?? file ?? "Not found");
    const headers = { "content-type": TYPES[extname(place)] ?? "text/plain", ...own, ...given.headers };
    for (const name of Object.keys(headers)) if (headers[name] === undefined) delete headers[name];
    response.writeHead(status, { ...headers, "content-length": body.length });
    const whole = given.cut ?? given.stall;
    if (whole === undefined) response.end(body);
    else response.write(body.subarray(0, whole), () => given.cut !== undefined && response.destroy());
    given.rest?.then(() => response.end(body.subarray(whole)));
  };
  let server;
  site.stop = async () => {
    if (!server?.listening) return;
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  site.start = async (port = Number(new URL(site.url).port)) => {
    server = createServer(respond).listen(port, host);
    await once(server, "listening");
    site.url = `http://${host}:${server.address().port}/`;
  };
  await site.start(0);
  return site;
}

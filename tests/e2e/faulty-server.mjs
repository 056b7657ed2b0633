// A server of the built site with faults: responses that are missing, truncated, changed or slow. It records requests.

import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { CONTENT_TYPES, dist, parseHeaders } from "./build.mjs";

/**
 * Serves a folder on a free port of this machine, with the headers of its `_headers` file.
 *
 * `respond(path, request)` may change a response with `{ status, headers, body }`, all optional: the file's own are the
 * default. With `cut` the connection is closed after that many bytes of the body; with `stall` the rest of the body is
 * sent when the promise `rest` resolves.
 * `respond` and `dir` may be replaced while the server runs: that simulates a new deployment.
 *
 * @param {{ dir?: string, host?: string, respond?: (path: string, request: object) => object | undefined }} [options]
 * @returns {Promise<{ url: string, dir: string, respond: Function, requests: string[], stop: () => Promise<void>,
 *   start: () => Promise<void> }>} the address, ending in a slash; the paths requested so far; `start` after `stop`
 *   listens on the same port again
 */
export async function serveSite({ dir = dist, host = "127.0.0.1", respond = () => undefined } = {}) {
  const site = { dir, respond, requests: [] };
  const handle = (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    site.requests.push(path);
    const place = join(site.dir, normalize(path.endsWith("/") ? `${path}index.html` : path));
    const file = place.startsWith(site.dir) && existsSync(place) && statSync(place).isFile() ? readFileSync(place) : undefined;
    const list = join(site.dir, "_headers");
    const own = existsSync(list) ? parseHeaders(readFileSync(list, "utf8")).get(path) : undefined;
    const changed = site.respond(path, request) ?? {};
    const status = changed.status ?? (file || changed.body !== undefined ? 200 : 404);
    const body = Buffer.from(changed.body ?? file ?? "Not found");
    const headers = { "content-type": CONTENT_TYPES[extname(place)] ?? "text/plain", ...own, ...changed.headers };
    for (const name of Object.keys(headers)) if (headers[name] === undefined) delete headers[name];
    response.writeHead(status, { ...headers, "content-length": body.length });
    const sent = changed.cut ?? changed.stall;
    if (sent === undefined) response.end(body);
    else response.write(body.subarray(0, sent), () => changed.cut !== undefined && response.destroy());
    changed.rest?.then(() => response.end(body.subarray(sent)));
  };
  let server;
  site.stop = async () => {
    if (!server?.listening) return;
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  site.start = async (port = Number(new URL(site.url).port)) => {
    server = createServer(handle).listen(port, host);
    await once(server, "listening");
    site.url = `http://${host}:${server.address().port}/`;
  };
  await site.start(0);
  return site;
}

// Pages of other sites that embed ours: they are served from `localhost`, which is a different site than `127.0.0.1`.

import { createServer } from "node:http";

/**
 * Serves pages, each at its path with its own headers; every other path is answered with an empty 204.
 *
 * @param {Record<string, { html: string, headers?: object }>} pages
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} the address, without a slash at its end
 */
export async function serveHostPages(pages) {
  const server = createServer((request, response) => {
    const page = pages[request.url.split("?")[0]];
    if (!page) return response.writeHead(204).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...page.headers }).end(page.html);
  });
  await new Promise((done) => server.listen(0, "localhost", done));
  const stop = () => new Promise((done) => (server.closeAllConnections(), server.close(done)));
  return { url: `http://localhost:${server.address().port}`, stop };
}

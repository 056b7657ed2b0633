// The file server, `token-factory serve`.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { dist, program } from "./build.mjs";
import { startServer } from "./server.mjs";

let server;

before(async () => {
  server = await startServer();
});

after(() => server?.stop());

/** The response for a path that is sent unchanged: `fetch` would resolve `..`. */
function answer(path) {
  return new Promise((resolve, reject) => {
    request(server.url, { path }, (response) => resolve(response.resume()))
      .on("error", reject)
      .end();
  });
}

/** The status of that response. */
const status = async (path) => (await answer(path)).statusCode;

test("the page is served with its content type and revalidated each time", async () => {
  const page = await fetch(server.url);
  assert.equal(page.status, 200);
  assert.match(page.headers.get("content-type"), /^text\/html/);
  assert.equal(page.headers.get("cache-control"), "no-cache");
  const again = await fetch(server.url, { headers: { "if-modified-since": page.headers.get("last-modified") } });
  assert.equal(again.status, 304);
});

test("wasm has the content type that streaming compilation needs", async () => {
  const html = await (await fetch(server.url)).text();
  const wasm = html.match(/[\w./-]+\.wasm/)?.[0];
  assert.ok(wasm, "the page names a wasm file");
  const response = await fetch(new URL(wasm, server.url), { method: "HEAD" });
  assert.equal(response.headers.get("content-type"), "application/wasm");
  assert.ok(Number(response.headers.get("content-length")) > 10_000);
});

test("nothing outside the site can be read", async () => {
  for (const path of ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/..%2fCargo.toml", "//etc/passwd", "/.git/config"]) {
    assert.equal(await status(path), 404, path);
  }
});

test("a page has its headers under each path that shows it, and no path leaves the host", async () => {
  const policy = "content-security-policy";
  const page = (await answer("/")).headers[policy];
  assert.match(page, /script-src/);
  assert.equal((await answer("/%69ndex.html")).headers[policy], page);
  for (const path of ["//", "//index.html", "/index.html/", "/./", "//embed", "/embed//"]) {
    const { statusCode, headers } = await answer(path);
    assert.equal(statusCode, 404, path);
    assert.match(headers[policy], /^default-src 'none'/, path);
    assert.equal(headers.location, undefined, path);
  }
  assert.equal((await answer("/embed?v=2&context=5k")).headers.location, "/embed/?v=2&context=5k");
  assert.ok([404, 414].includes(await status(`/${"a".repeat(5000)}`)));
});

test("types of the module are text", async () => {
  const types = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith(".d.ts"));
  assert.ok(types.length > 0);
  for (const name of types) assert.match((await answer(`/${name}`)).headers["content-type"], /^text\/plain/, name);
});

test("a port that is in use is named in a sentence", () => {
  const { port } = new URL(server.url);
  const second = spawnSync(program, ["serve", "--dir", dist, "--port", port], { encoding: "utf8", timeout: 10_000 });
  assert.notEqual(second.status, 0);
  assert.match(second.stderr, new RegExp(`port ${port} is already in use: choose another`));
});

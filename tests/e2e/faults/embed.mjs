// Faults of frames: hosts of every kind hold the factory, and strangers cannot speak to it.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dist } from "../server.mjs";

/** A page of others at another site than ours; tells its results in `window.told`. */
async function host(world, html, headers = {}) {
  const server = createServer((request, response) =>
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(request.url === "/" ? html : ""),
  );
  await new Promise((done) => server.listen(0, "localhost", done));
  world.after(() => (server.closeAllConnections(), new Promise((done) => server.close(done))));
  return `http://localhost:${server.address().port}/`;
}

/** The element on a page, which sets a scenario and tells what came. */
const element = (world, attributes = "", before = "") => `<!DOCTYPE html><html lang="en"><title>Host</title><link rel="icon" href="data:,">${before}
<token-factory ${attributes}></token-factory><script crossorigin="anonymous" src="${world.url}embed.js"></script>
<script>document.querySelector("token-factory").set({ levers: { context: "128k" } }).then((it) => (window.told = it))</script>`;

/** A bare frame: a stranger connects by its own hand and asks. */
const stranger = (world, name, sandbox = "") => `<!DOCTYPE html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><iframe ${sandbox}></iframe><script>
const frame = document.querySelector("iframe");
addEventListener("message", (event) => {
  if (event.source !== frame.contentWindow) return;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => (window.told = "answered");
  frame.contentWindow.postMessage({ ns: "token-factory", v: 1, type: "connect" }, "*", [port2]);
  port1.postMessage({ ns: "token-factory", v: 1, type: "get", id: 1 });
  setTimeout(() => (window.told ??= "silent"), 3000);
});
frame.src = "${world.url}embed/#host=" + encodeURIComponent(${name});
</script>`;

const held = (id, title, attributes, headers, before) => ({
  id,
  title,
  async run(visit, assert, world) {
    const page = await visit(await host(world, element(world, attributes, before), headers), { ready: false });
    await page.wait("window.told !== undefined", 30_000);
    assert.equal(await page.evaluate("window.told.scenario.levers.context"), "128k");
    assert.equal(await page.evaluate("Number.isFinite(window.told.results['profit.profit'])"), true);
  },
});

const silent = (id, title, names, sandbox) => ({
  id,
  title,
  async run(visit, assert, world) {
    for (const name of names) {
      const page = await visit(await host(world, stranger(world, name, sandbox)), { ready: false });
      await page.wait("window.told !== undefined", 30_000);
      assert.equal(await page.evaluate("window.told"), "silent", name);
    }
  },
});

export const faults = [
  held("E1", "the frame is sandboxed and nobody's own", "", {}),
  {
    id: "E2",
    title: "every store of the browser is shut to the frame",
    async run(visit, assert, world) {
      // What a browser that keeps strangers' frames from storing does, done before the frame's own first script.
      const shut = `for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"])
        Object.defineProperty(globalThis, name, { get() { parent.postMessage("touched " + name, "*"); throw new DOMException("refused", "SecurityError"); } });
      Object.defineProperty(Document.prototype, "cookie", { get() { parent.postMessage("touched cookies", "*"); return ""; }, set() {} });
      Object.defineProperty(Navigator.prototype, "serviceWorker", { get() { parent.postMessage("touched serviceWorker", "*"); throw new DOMException("refused", "SecurityError"); } });\n`;
      const site = await world.serve({
        answer: (path) => {
          if (path === "/embed/") return { body: readFileSync(`${dist}/embed/index.html`, "utf8").replace(/(frame-[^>]*) integrity="[^"]*"/, "$1") };
          if (path.startsWith("/frame-")) return { body: shut + readFileSync(dist + path, "utf8") };
          return undefined;
        },
      });
      const watch = `<script>window.touched = []; addEventListener("message", ({ data }) => typeof data === "string" && touched.push(data))</script>`;
      for (const sandbox of ["", 'sandbox="none"']) {
        const page = await visit(await host(world, element({ url: site.url }, sandbox, watch)), { ready: false });
        await page.wait("window.told !== undefined", 30_000);
        assert.equal(await page.evaluate("window.told.scenario.levers.context"), "128k");
        assert.deepEqual(await page.evaluate("window.touched"), []);
      }
    },
  },
  silent("E3", "a message comes from another origin than the frame was told", [
    `location.origin + ".evil.test"`,
    `"http://localhost"`,
    `location.origin.replace("localhost", "localhost.evil")`,
  ]),
  {
    id: "E4",
    title: "a message comes from the right origin out of another window",
    async run(visit, assert, world) {
      const html = stranger(world, "location.origin")
        .replace("<iframe ></iframe>", "<iframe></iframe><iframe></iframe>")
        .replace("frame.contentWindow.postMessage(", "frames[1].send = (target, ...told) => frames[1].eval('(target, told) => target.postMessage(...told)')(target, told);\n  frames[1].send(frame.contentWindow, ");
      const page = await visit(await host(world, html), { ready: false });
      await page.wait("window.told !== undefined", 30_000);
      assert.equal(await page.evaluate("window.told"), "silent");
    },
  },
  {
    id: "E6",
    title: "a payload is malformed, cyclic or far too large",
    async run(visit, assert, world) {
      const html = stranger(world, "location.origin")
        .replace("window.told = \"answered\"", "undefined")
        .replace(
          `port1.postMessage({ ns: "token-factory", v: 1, type: "get", id: 1 });`,
          `const own = { ns: "token-factory", v: 1, type: "set" };
  const cycle = { ...own, scenario: {} };
  cycle.scenario.levers = cycle;
  for (const it of [null, 1, cycle, { ...own, scenario: "x".repeat(5e7) }, { ...own, scenario: "v=1&context=1M&" + "x".repeat(5e7) }, { ...own, v: 2, scenario: "v=1&context=1M" }, { ...own, scenario: { levers: { context: ["1M"] } } }, { ...own, scenario: { levers: { context: {} } } }, { ...own, scenario: { levers: new Map() } }, JSON.parse('{"ns":"token-factory","v":1,"type":"set","scenario":{"__proto__":{"context":"1M"}}}')]) port1.postMessage(it);
  port1.onmessage = ({ data }) => data.id === 7 && (window.told = data);
  port1.postMessage({ ...own, type: "get", id: 7 });`,
        )
        .replace("3000", "20000");
      const page = await visit(await host(world, html), { ready: false });
      await page.wait("window.told !== undefined", 30_000);
      assert.equal(await page.evaluate("window.told.link"), "");
      assert.equal(await page.evaluate("Number.isFinite(window.told.results['profit.profit'])"), true);
    },
  },
  silent("E7", "the host says that its origin is null", [`"null"`, `""`], 'sandbox="allow-scripts"'),
  held("E12", "the host is isolated from other origins", "", {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  }),
];

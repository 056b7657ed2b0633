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
    // The host may hide what is around the element, and the element by its size, but not what is in it.
    const [width, height] = await page.evaluate(`(({ width, height }) => [width, height])(document.querySelector("token-factory").shadowRoot.querySelector("iframe").getBoundingClientRect())`);
    assert.ok(width > 250 && height > 300, `${width} x ${height}`);
  },
});

/** What a page of others has told. */
async function told(visit, world, html) {
  const page = await visit(await host(world, html), { ready: false });
  await page.wait("window.told !== undefined", 30_000);
  return page.evaluate("window.told");
}

/** The same hand by which strangers ask is answered where it is the right one: their silence is no broken test. */
const control = async (visit, assert, world) => assert.equal(await told(visit, world, stranger(world, "location.origin")), "answered");

const silent = (id, title, names, sandbox) => ({
  id,
  title,
  async run(visit, assert, world) {
    await control(visit, assert, world);
    for (const name of names) assert.equal(await told(visit, world, stranger(world, name, sandbox)), "silent", name);
  },
});

/** A stranger with the right name sends `messages`, in the words of a script, and then asks for the state. */
async function survives(visit, assert, world, messages) {
  const answer = await told(
    visit,
    world,
    stranger(world, "location.origin")
      .replace('window.told = "answered"', "undefined")
      .replace(
        `port1.postMessage({ ns: "token-factory", v: 1, type: "get", id: 1 });`,
        `const own = { ns: "token-factory", v: 1, type: "set" };
  ${messages}
  port1.onmessage = ({ data }) => data.id === 7 && (window.told = data);
  setInterval(() => port1.postMessage({ ...own, type: "get", id: 7 }), 1200);`,
      )
      .replace("3000", "20000"),
  );
  assert.equal(answer.link, "");
  assert.equal(Number.isFinite(answer.results["profit.profit"]), true);
}

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
      await control(visit, assert, world);
      const html = stranger(world, "location.origin")
        .replace("<iframe ></iframe>", "<iframe></iframe><iframe></iframe>")
        .replace("frame.contentWindow.postMessage(", "frames[1].send = (target, ...told) => frames[1].eval('(target, told) => target.postMessage(...told)')(target, told);\n  frames[1].send(frame.contentWindow, ");
      assert.equal(await told(visit, world, html), "silent");
    },
  },
  {
    id: "E5",
    title: "ten thousand messages come at once, from without and over the port",
    run: (visit, assert, world) =>
      survives(
        visit,
        assert,
        world,
        `for (let i = 0; i < 5000; i++) {
    frame.contentWindow.postMessage({ ...own, scenario: "v=2&context=1M" }, "*");
    port1.postMessage({ ...own, type: "story", scenario: "v=2&context=1M" });
  }`,
      ),
  },
  {
    id: "E6",
    title: "a payload is malformed, cyclic or far too large",
    async run(visit, assert, world) {
      // A right one is heard: what follows is not refused for its form alone.
      const right = stranger(world, "location.origin")
        .replace('window.told = "answered"', '(({ data }) => data.id === 1 && (window.told = data))(event)')
        .replace("port1.onmessage = () =>", "port1.onmessage = (event) =>")
        .replace('type: "get", id: 1', 'type: "set", scenario: { levers: { context: "1M" } }, id: 1');
      assert.equal((await told(visit, world, right)).scenario.levers.context, "1M");
      await survives(
        visit,
        assert,
        world,
        `const cycle = { ...own, scenario: {} };
  cycle.scenario.levers = cycle;
  for (const it of [null, 1, cycle, { ...own, scenario: "x".repeat(5e7) }, { ...own, scenario: "v=2&context=1M&" + "x".repeat(5e7) }, { ...own, v: 2, scenario: "v=2&context=1M" }, { ...own, scenario: { levers: { context: ["1M"] } } }, { ...own, scenario: { levers: { context: {} } } }, { ...own, scenario: { levers: new Map() } }, JSON.parse('{"ns":"token-factory","v":1,"type":"set","scenario":{"__proto__":{"context":"1M"}}}')]) port1.postMessage(it);`,
      );
    },
  },
  silent("E7", "the host says that its origin is null", [`"null"`, `""`], 'sandbox="allow-scripts"'),
  held(
    "E8",
    "the host has altered built-ins and spoilt the prototype of all objects",
    "",
    {},
    // The driver of one engine reads its answers by JSON of the page: it is put right when there is something to tell.
    `<script>
const { stringify, parse } = JSON;
Object.defineProperty(window, "told", {
  configurable: true,
  get() {},
  set(it) {
    delete window.told;
    delete Array.prototype.toJSON;
    Object.assign(JSON, { stringify, parse });
    window.told = it;
  },
});
for (const kind of [Object, Array, Function, Promise, Map, String]) kind.prototype.polluted = "x";
Object.assign(Object.prototype, { ns: "other", message: "x", port: 1, capture: true, cancelable: true });
Array.prototype.toJSON = Array.prototype.flat = () => { throw new Error("altered"); };
JSON.stringify = JSON.parse = () => { throw new Error("altered"); };
window.fetch = window.XMLHttpRequest = undefined;
</script>`,
  ),
  held("E9", "style sheets of the host hide all there is", "", {}, "<style>*{display:none!important;visibility:hidden!important;height:0!important}html,body{display:block!important;height:auto!important}</style>"),
  {
    id: "E10",
    title: "two stand on a page, each with values of its own",
    async run(visit, assert, world) {
      const page = await visit(
        await host(
          world,
          `<!DOCTYPE html><title>Host</title><link rel="icon" href="data:,"><token-factory scenario="v=2&context=80k"></token-factory><token-factory scenario="v=2&context=1M"></token-factory>
<script src="${world.url}embed.js"></script><script>
const [one, two] = document.querySelectorAll("token-factory");
Promise.all([one.get(), two.get()]).then(() => one.set("v=2&context=64k")).then(() => Promise.all([one.get(), two.get()])).then((it) => (window.told = it));
</script>`,
        ),
        { ready: false },
      );
      await page.wait("window.told !== undefined", 60_000);
      const [one, two] = await page.evaluate("window.told");
      assert.equal(one.scenario.levers.context, "64k");
      assert.equal(two.scenario.levers.context, "1M");
    },
  },
  {
    id: "E11",
    title: "it is attached and removed a hundred times",
    async run(visit, assert, world) {
      const page = await visit(await host(world, element(world)), { ready: false });
      await page.wait("window.told !== undefined", 30_000);
      await page.evaluate(`(async () => {
        const it = document.querySelector("token-factory");
        for (let i = 0; i < 100; i++) it.remove(), document.body.append(it);
        window.again = await it.get();
      })()`);
      await page.wait("window.again !== undefined", 30_000);
      assert.equal(await page.evaluate("window.again.scenario.levers.context"), "128k");
      assert.equal(await page.evaluate(`document.querySelector("token-factory").shadowRoot.querySelectorAll("iframe").length`), 1);
    },
  },
  held("E12", "the host is isolated from other origins", "", {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  }),
  {
    id: "E13",
    title: "the policy of the host forbids WebAssembly and all that is not named",
    run: (visit, assert, world) =>
      held("", "", "", {
        "content-security-policy": `default-src 'none'; img-src data:; script-src 'unsafe-inline' ${new URL(world.url).origin}; frame-src ${new URL(world.url).origin}`,
      }).run(visit, assert, world),
  },
  {
    id: "E14",
    title: "it stands in a hidden panel, which is shown later",
    async run(visit, assert, world) {
      const page = await visit(await host(world, `<div hidden>${element(world)}</div>`), { ready: false });
      await page.evaluate("new Promise((done) => setTimeout(done, 500)).then(() => (document.querySelector('div').hidden = false))");
      await page.wait("window.told !== undefined", 30_000);
      await page.wait("document.querySelector('token-factory').shadowRoot.querySelector('iframe').clientHeight > 300");
    },
  },
];

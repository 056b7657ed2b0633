// Faults while the page runs. No stale number is shown, and the inputs are restored.

import { CONTEXT, ERROR_SCREEN_COUNT, KEEPS_NOTHING, MOUNTED, pause } from "../expressions.mjs";
import { FaultyHost } from "../site-copy.mjs";

const QUERY = "?v=2&context=80k";
const CRASHED = `document.querySelector("[data-cause=crashed]") !== null`;

/** The program crashes in each of several ways; `ms` is how long that may take, `full` asks for the full browser. */
const crash = (id, title, kinds, { ms = 10_000, full = false } = {}) => ({
  id,
  title,
  // The crash is logged to the console.
  allows: () => true,
  async run(visit, assert, world) {
    const host = await FaultyHost.start(world);
    await host.site.makeCrashable();
    for (const kind of kinds) {
      const page = await visit(host.url + QUERY, { full });
      await page.evaluate(`void document.dispatchEvent(new Event("crash-${kind}"))`);
      await page.wait(CRASHED, ms);
      assert.equal(await page.evaluate(`document.querySelectorAll("main, [data-number], canvas, dialog").length`), 0, "a result is still shown");
      assert.equal(await page.evaluate(`document.querySelector("[data-name=inputs]").value`), host.url + QUERY);
      // Later events cause no further errors and no second screen.
      const errors = await page.evaluate(`(() => {
        const errors = [];
        addEventListener("error", (event) => event.defaultPrevented || errors.push(event.message));
        for (let i = 0; i < 100; i += 1) {
          dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true }));
          dispatchEvent(new Event("resize"));
          dispatchEvent(new PopStateEvent("popstate"));
          document.dispatchEvent(new Event("crash-handler"));
        }
        return errors;
      })()`);
      assert.deepEqual(errors, []);
      assert.equal(await page.evaluate(ERROR_SCREEN_COUNT), 1);
      await page.evaluate(`void [...document.querySelectorAll("[data-name=trouble] button")].find((it) => it.textContent === "Reload with my inputs").click()`);
      await page.wait(MOUNTED, 20_000);
      assert.equal(await page.evaluate(CONTEXT), "80K");
      await page.close();
    }
  },
});

/**
 * An init script with `breakWorker()`: the web worker breaks, as after a trap, and no longer answers. While `areWorkersBroken` is
 * true, each one that the page starts breaks at once.
 */
const BREAKABLE = `globalThis.areWorkersBroken = false;
globalThis.Worker = class extends Worker {
  constructor(...all) {
    super(...all);
    globalThis.breakWorker = () => {
      this.terminate();
      this.dispatchEvent(new ErrorEvent("error"));
    };
    if (areWorkersBroken) setTimeout(breakWorker);
  }
};`;

/** Sets the context length to 200K, like a reader. */
const SET_CONTEXT = `(() => {
  const input = document.querySelector("#entry-context");
  input.focus();
  input.value = "200k";
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.blur();
})()`;
const CHANGED = "?v=2&context=200k";

/** Every text of the page written by its own program: all except those of the web worker, and notices. */
const OWN_TEXTS = `(() => {
  const copy = document.body.cloneNode(true);
  for (const it of copy.querySelectorAll("[data-from-worker], .is-turn, .chips, [data-name=new-version], #offline, [data-shock], [data-print], script, [aria-live]")) it.remove();
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode.data.trim());
  return texts;
})()`;

/**
 * The texts written by the web worker, in page order, without those of the drawings below canvases, which show the draws
 * that were there when they were requested.
 */
const WORKER_TEXTS = `[...document.querySelectorAll("[data-from-worker]:not([data-figure])")].map((it) => it.textContent.trim())`;

/** Texts of the web worker that are not marked as old. */
const UNMARKED = `[...document.querySelectorAll("[data-from-worker]")].filter((it) => it.textContent && !getComputedStyle(it, "::before").content.includes("Before the change")).length`;

/** Whether everything has been answered for the present scenario. */
const ANSWERED = `!document.documentElement.hasAttribute("data-behind") && Number(document.querySelector("[data-draws]").dataset.draws) === 10000`;

export const faults = [
  crash("running-1", "a panic in an event handler", ["handler"]),
  crash("running-2", "a panic in a derived value: no stale number is shown", ["derived"]),
  crash("running-3", "a panic while a frame is drawn, or in an async task", ["draw", "future"]),
  crash("running-4", "the stack overflows: the program's own panic handler is not called", ["stack"], { full: true }), // the headless shell itself crashes
  crash("running-5", "memory runs out at its maximum", ["memory"], { ms: 20_000 }),
  {
    id: "running-8",
    title: "every storage of the browser throws: the page works, and says that it keeps nothing",
    async run(visit, assert) {
      const refuse = ["localStorage", "sessionStorage", "indexedDB", "caches"]
        .map((name) => `Object.defineProperty(globalThis, "${name}", { get() { throw new DOMException("refused", "SecurityError"); } });`)
        .join("");
      const worker = `Object.defineProperty(Navigator.prototype, "serviceWorker", { get() { throw new DOMException("refused", "SecurityError"); } });`;
      const page = await visit(QUERY, { init: refuse + worker });
      assert.equal(await page.evaluate(CONTEXT), "80K");
      assert.equal(await page.evaluate(ERROR_SCREEN_COUNT), 0);
      await page.wait(KEEPS_NOTHING, 15_000);
    },
  },
  {
    id: "running-10",
    title: "the web worker breaks: what it wrote is marked as old, and it is restarted",
    // The download of a worker that is ended is aborted.
    allows: (error) => /worker|AbortError|^console: /i.test(error),
    async run(visit, assert, world) {
      const page = await visit("?v=2&context=80k", { init: BREAKABLE });
      await page.wait(ANSWERED, 30_000);
      // It breaks, and so does each one started in its place.
      await page.evaluate(`void (areWorkersBroken = true, ${SET_CONTEXT}, breakWorker())`);
      await page.wait(`document.documentElement.dataset.behind === "stopped" && document.querySelector("[data-name=new-version]") !== null`, 10_000);
      await page.evaluate(pause(1_000));
      assert.equal(await page.evaluate(UNMARKED), 0, "texts of the scenario before stand unmarked");
      assert.match(await page.evaluate(`document.querySelector("[data-name=new-version]").textContent`), /background program has stopped/);
      assert.doesNotMatch(await page.evaluate(`document.querySelector("[data-name=chances-body]").textContent`), /of 20 cases/);
      const own = await page.evaluate(OWN_TEXTS);
      // The next one stays alive.
      await page.evaluate(`void (areWorkersBroken = false)`);
      await page.wait(ANSWERED, 60_000);
      assert.equal(await page.evaluate(`document.querySelectorAll("[data-name=new-version]").length`), 0);
      // What is late is marked after a second.
      await page.evaluate(pause(1_500));
      await page.wait(ANSWERED, 30_000);
      const written = await page.evaluate(WORKER_TEXTS);
      // The same scenario, opened again: once without a worker, and once with one.
      const without = await visit(CHANGED, { init: `${BREAKABLE} areWorkersBroken = true;` });
      await without.wait(`document.documentElement.dataset.behind === "stopped"`, 20_000);
      await without.evaluate(pause(1_000));
      assert.deepEqual(own, await without.evaluate(OWN_TEXTS));
      const fresh = await visit(CHANGED);
      await fresh.wait(ANSWERED, 30_000);
      await fresh.evaluate(pause(1_500));
      await fresh.wait(ANSWERED, 30_000);
      assert.deepEqual(written, await fresh.evaluate(WORKER_TEXTS));
    },
  },
  {
    id: "running-11",
    title: "the program of the web worker is missing, damaged or never arrives: what it would write is marked, and comes when it is there",
    allows: (error) => /worker|^console: |integrity|Failed to fetch/i.test(error),
    async run(visit, assert, world) {
      for (const [what, rule] of [
        ["wasm", { status: 404, body: "Not found" }],
        ["wasm", { body: "damaged" }],
        ["js", { body: "damaged" }],
        ["wasm", { stall: 1_000 }],
      ]) {
        const host = await FaultyHost.start(world);
        const file = await host.site.hashedName("worker", what);
        let finish;
        const rest = rule.stall && new Promise((done) => (finish = done));
        host.rule(file, { ...rule, rest });
        const page = await visit(host.url + QUERY);
        await page.wait(`document.documentElement.dataset.behind === "stopped"`, 20_000);
        assert.equal(await page.evaluate(UNMARKED), 0, "texts of the baseline stand unmarked");
        assert.equal(await page.evaluate(CONTEXT), "80K");
        host.rule(file, undefined);
        finish?.();
        await page.wait(ANSWERED, 40_000);
        await page.close();
      }
    },
  },
];

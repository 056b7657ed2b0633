// Faults while the page runs: nothing that the program showed stands as current, and the inputs come back.

import { Host } from "../site-copy.mjs";

const QUERY = "?v=2&context=80k";
const READY = `Boolean(document.querySelector("#factory[data-ready]"))`;
const CRASHED = `document.querySelector("[data-cause=crashed]") !== null`;

/** The page breaks in these ways. */
const crash = (id, title, kinds, ms = 10_000) => ({
  id,
  title,
  // What broke is told to the console too.
  allows: () => true,
  async run(visit, assert, world) {
    const host = await Host.of(world);
    await host.site.breakable();
    for (const kind of kinds) {
      const page = await visit(host.url + QUERY);
      await page.evaluate(`void document.dispatchEvent(new Event("crash-${kind}"))`);
      await page.wait(CRASHED, ms);
      assert.equal(await page.evaluate(`document.querySelectorAll("main, [data-number], canvas, dialog").length`), 0, "a result still stands");
      assert.equal(await page.evaluate(`document.querySelector("[data-name=inputs]").value`), host.url + QUERY);
      // Whatever else comes is quiet: one screen, no further errors.
      const heard = await page.evaluate(`(() => {
        const heard = [];
        addEventListener("error", (event) => event.defaultPrevented || heard.push(event.message));
        for (let i = 0; i < 100; i += 1) {
          dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true }));
          dispatchEvent(new Event("resize"));
          dispatchEvent(new PopStateEvent("popstate"));
          document.dispatchEvent(new Event("crash-handler"));
        }
        return heard;
      })()`);
      assert.deepEqual(heard, []);
      assert.equal(await page.evaluate(`document.querySelectorAll("[data-name=trouble]").length`), 1);
      await page.evaluate(`void [...document.querySelectorAll("[data-name=trouble] button")].find((it) => it.textContent === "Reload with my inputs").click()`);
      await page.wait(READY, 20_000);
      assert.equal(await page.evaluate(`document.querySelector("#entry-context").value`), "80K");
      await page.close();
    }
  },
});

export const faults = [
  crash("R1", "a panic in what hears an event", ["handler"]),
  crash("R2", "a panic in a derived value: no stale number stays", ["derived"]),
  crash("R3", "a panic while a frame is drawn, or in a task of its own", ["draw", "future"]),
  crash("R4", "the stack runs out: the program's own handler never hears of it", ["stack"]),
  crash("R5", "memory runs out at its ceiling", ["memory"], 20_000),
  {
    id: "R8",
    title: "every store of the browser throws: the page works, and says that it keeps nothing",
    async run(visit, assert) {
      const refuse = ["localStorage", "sessionStorage", "indexedDB", "caches"]
        .map((name) => `Object.defineProperty(globalThis, "${name}", { get() { throw new DOMException("refused", "SecurityError"); } });`)
        .join("");
      const worker = `Object.defineProperty(Navigator.prototype, "serviceWorker", { get() { throw new DOMException("refused", "SecurityError"); } });`;
      const page = await visit(QUERY, { init: refuse + worker });
      assert.equal(await page.evaluate(`document.querySelector("#entry-context").value`), "80K");
      assert.equal(await page.evaluate(`document.querySelectorAll("[data-name=trouble]").length`), 0);
      await page.wait(`/keeps nothing/.test(document.querySelector("[data-name=offline]").textContent)`, 15_000);
    },
  },
];

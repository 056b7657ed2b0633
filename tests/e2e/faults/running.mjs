// Faults while the page runs: nothing that the program showed stands as current, and the inputs come back.

import { Host } from "./host.mjs";

const QUERY = "?v=1&context=80k";
const READY = `Boolean(document.querySelector("#factory[data-ready]"))`;
const CRASHED = `document.querySelector("[data-cause=crashed]") !== null`;

/** The page breaks in one way. */
const crash = (id, title, kind, ms = 1_000) => ({
  id,
  title,
  async run({ visit, assert }) {
    const host = await Host.of();
    try {
      await host.site.breakable();
      await host.deploy(host.site);
      const page = await visit(host.url + QUERY);
      await page.wait(READY, 20_000);
      await page.evaluate(`document.dispatchEvent(new Event("crash-${kind}"))`);
      await page.wait(CRASHED, ms);
      assert.equal(await page.evaluate(`document.querySelectorAll("main, [data-number], canvas, dialog").length`), 0, "a result still stands");
      const inputs = await page.evaluate(`document.querySelector("[data-name=inputs]").value`);
      assert.equal(inputs, host.url + QUERY);
      // Whatever else comes is quiet: one screen, no further errors.
      await page.evaluate(`window.heard = []; addEventListener("error", (event) => event.defaultPrevented || heard.push(event.message));
        for (let i = 0; i < 100; i += 1) {
          dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true }));
          dispatchEvent(new Event("resize"));
          dispatchEvent(new PopStateEvent("popstate"));
          document.dispatchEvent(new Event("crash-handler"));
        }`);
      assert.deepEqual(await page.evaluate("window.heard"), []);
      assert.equal(await page.evaluate(`document.querySelectorAll("[data-name=trouble]").length`), 1);
      await page.evaluate(`[...document.querySelectorAll("[data-name=trouble] button")].find((it) => it.textContent === "Reload with my inputs").click()`);
      await page.wait(READY, 20_000);
      assert.equal(await page.evaluate(`document.querySelector("#entry-context").value`), "80K");
      await page.close();
    } finally {
      await host.close();
    }
  },
});

export const faults = [
  crash("R1", "a panic in what hears an event", "handler"),
  crash("R2", "a panic in a derived value: no stale number stays", "derived"),
  crash("R3", "a panic while a frame is drawn", "draw"),
  crash("R3b", "a panic in a task of its own", "future"),
  crash("R4", "the stack runs out: the program's own handler never hears of it", "stack", 5_000),
  crash("R5", "memory runs out at its ceiling", "memory", 10_000),
  {
    id: "R8",
    title: "every store of the browser throws: the page works, and says that it keeps nothing",
    async run({ visit, assert }) {
      const host = await Host.of();
      try {
        const refuse = ["localStorage", "sessionStorage", "indexedDB", "caches"]
          .map((name) => `Object.defineProperty(globalThis, "${name}", { get() { throw new DOMException("refused", "SecurityError"); } });`)
          .join("");
        const worker = `Object.defineProperty(Navigator.prototype, "serviceWorker", { get() { throw new DOMException("refused", "SecurityError"); } });`;
        const page = await visit(host.url + QUERY, { init: refuse + worker });
        await page.wait(READY, 20_000);
        assert.equal(await page.evaluate(`document.querySelector("#entry-context").value`), "80K");
        assert.equal(await page.evaluate(`document.querySelector("[data-name=trouble]")`), null);
        await page.wait(`/keeps nothing/.test(document.querySelector("[data-name=offline]").textContent)`, 5_000);
        await page.close();
      } finally {
        await host.close();
      }
    },
  },
];

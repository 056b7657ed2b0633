// Faults while the page runs. No stale number is shown, and the inputs are restored.

import { CONTEXT, ERROR_SCREEN_COUNT, KEEPS_NOTHING, MOUNTED } from "../expressions.mjs";
import { FaultyHost } from "../site-copy.mjs";

const QUERY = "?v=2&context=80k";
const CRASHED = `document.querySelector("[data-cause=crashed]") !== null`;

/** The program crashes in each of several ways. */
const crash = (id, title, kinds, ms = 10_000) => ({
  id,
  title,
  // The crash is logged to the console.
  allows: () => true,
  async run(visit, assert, world) {
    const host = await FaultyHost.start(world);
    await host.site.makeCrashable();
    for (const kind of kinds) {
      const page = await visit(host.url + QUERY);
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

export const faults = [
  crash("running-1", "a panic in an event handler", ["handler"]),
  crash("running-2", "a panic in a derived value: no stale number is shown", ["derived"]),
  crash("running-3", "a panic while a frame is drawn, or in an async task", ["draw", "future"]),
  crash("running-4", "the stack overflows: the program's own panic handler is not called", ["stack"]),
  crash("running-5", "memory runs out at its maximum", ["memory"], 20_000),
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
];

// How sure the numbers are: ranges, published runs as dots, and every published result beside the computed one.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { FactoryPage, launch } from "./page.mjs";
import { startServer } from "./server.mjs";
import { visits } from "./fixtures.mjs";

const open = visits();

/** Calls of which there are published runs. */
const MEASURED = "?v=2&llm=deepseek-v3&gpu=gb200&context=7373&answer=922&cached=0&serving=shared";

describe("ranges", () => {
  test("stand beneath each number that rests on throughput, and hold it", async () => {
    const page = await open();
    const terms = await page.tab.locator('[data-name="equation"] .range').allTextContents();
    const [profit, tokens, price, cost] = terms.map((text) => text.trim());
    for (const range of [profit, tokens, cost]) assert.match(range, /\d.* to .*\d/);
    assert.equal(price, "", "the price rests on no throughput");
    const ends = cost.split(" to ").map((text) => Number(text.replace(/[^\d.]/g, "")));
    const own = await page.number("cost");
    assert.ok(ends[0] < ends[1], cost);
    assert.ok(Number.isFinite(own), `the cost is ${own}`);
  });

  test("are called extrapolated where no run is near, with the reason", async () => {
    const near = await open(MEASURED);
    assert.equal(await near.button("extrapolated").count(), 0);
    const far = await open("?v=2&context=1M&gpu=rubin");
    const reasons = await far.title("extrapolated");
    assert.match(reasons, /no published run of Vera Rubin/);
    assert.match(reasons, /context/);
  });
});

describe("published runs", () => {
  test("are dots that keys read with what was run, who says so, and when", async () => {
    const page = await open(MEASURED);
    for (const chart of ["frontier", "cost"]) {
      await page.wake(chart);
      await page.told(chart).and(page.tab.locator('[data-dots="true"]')).waitFor();
      const blank = await page.pixels(chart);
      await page.canvas(chart).focus();
      const said = await page.saidAfter(() => page.tab.keyboard.press("ArrowDown"));
      assert.match(said, /users/);
      assert.match(said, /SemiAnalysis|NVIDIA/);
      assert.equal((await page.told(chart).textContent()).trim(), said.trim());
      assert.notEqual(await page.pixels(chart), blank, "the dot is not marked");
      const next = await page.saidAfter(() => page.tab.keyboard.press("ArrowDown"));
      assert.notEqual(next, said);
    }
  });

  test("are not shown where none is near, and the chart says so", async () => {
    const page = await open();
    const told = page.told("frontier");
    assert.match(await told.textContent(), /No published run has calls like these/);
    assert.equal(await told.getAttribute("data-dots"), "false");
  });

  test("are in the table of the chart", async () => {
    const page = await open(MEASURED);
    await page.told("frontier").and(page.tab.locator('[data-dots="true"]')).waitFor();
    await page.canvas("frontier").focus();
    await page.tab.keyboard.press("t");
    await page.tab.locator('[data-name="table-frontier"] li').first().waitFor();
    const items = await page.tab.locator('[data-name="table-frontier"] li').allTextContents();
    assert.ok(items.filter((text) => / users, /.test(text)).length >= 10, `${items.length} items`);
  });
});

describe("How right is this?", () => {
  test("shows every case and every group when it is opened", async () => {
    const page = await open();
    assert.match(await page.right.textContent(), /median error of \d/);
    assert.equal(await page.rightPart.count(), 0, "nothing is loaded unasked");
    await page.unfoldRight();
    await page.rightPart.waitFor();
    const rows = await page.rightPart.locator('[data-name="cases"] tbody tr:not(.right-by)').count();
    assert.ok(rows >= 51, `only ${rows} cases`);
    const verdicts = await page.rightPart.locator('[data-name="cases"] .badge').allTextContents();
    assert.equal(verdicts.length, rows);
    assert.ok(verdicts.includes("inside") && verdicts.includes("off, as known"));
    assert.deepEqual(await page.violations(), []);
    assert.equal(await page.overflow(), 0);
  });

  test("leads to the same as a page of its own where the part cannot be had", async () => {
    const page = await open();
    await page.tab.route("**/right.part.html", (route) => route.fulfill({ status: 503, body: "" }));
    await page.unfoldRight();
    const fault = page.right.locator(".fault");
    await fault.waitFor();
    assert.match(await fault.textContent(), /503/);
    const link = page.right.getByRole("link", { name: "The same as a page of its own" });
    assert.equal(await link.getAttribute("href"), "right.html");
    assert.ok(page.faults.every((text) => /503/.test(text)), page.faults.join("; "));
    page.faults.length = 0;
  });

  describe("as a page of its own, without a script", () => {
    let server;
    let browser;

    before(async () => {
      server = await startServer();
      browser = await launch();
    });

    after(async () => {
      await browser?.close();
      await server?.stop();
    });

    for (const [width, scheme] of [[320, "light"], [1280, "dark"]]) {
      test(`is whole, readable and in the style of the site at ${width} px, ${scheme}`, async () => {
        const page = await FactoryPage.open(browser, `${server.url}right.html`, { width, scheme, script: false });
        assert.equal((await page.heading.textContent()).trim(), "How right is this?");
        assert.ok((await page.rightPart.locator("table").count()) >= 3);
        const family = await page.heading.evaluate((heading) => getComputedStyle(heading).fontFamily);
        assert.match(family, /Palatino/, "the style sheet is not there");
        assert.deepEqual(page.faults, []);
        await page.close();
      });
    }

    test("passes axe and does not scroll sideways", async () => {
      for (const [width, scheme] of [[320, "light"], [1280, "dark"]]) {
        const page = await FactoryPage.open(browser, `${server.url}right.html`, { width, scheme });
        assert.deepEqual(await page.violations(), []);
        assert.equal(await page.overflow(), 0);
        await page.close();
      }
    });
  });
});

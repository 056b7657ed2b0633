// The accuracy of the numbers: ranges, published runs in the charts, and every published result next to the computed
// one.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axeViolations } from "./axe.mjs";
import { mountedPages, serverAndBrowser } from "./fixtures.mjs";

const site = serverAndBrowser();
const open = mountedPages(site);

/** A scenario for which there are published runs. */
const MEASURED = "?v=2&llm=deepseek-v3&gpu=gb200&context=7373&answer=922&cached=0&serving=shared";

describe("ranges", () => {
  test("are shown under each number that depends on throughput", async () => {
    const page = await open();
    const terms = await page.tab.locator('[data-name="equation"] .range').allTextContents();
    const [profit, tokens, price, cost] = terms.map((text) => text.trim());
    for (const range of [profit, tokens, cost]) assert.match(range, /\d.* to .*\d/);
    assert.equal(price, "", "the price does not depend on throughput");
    const ends = cost.split(" to ").map((text) => Number(text.replace(/[^\d.]/g, "")));
    const own = await page.number("cost");
    assert.ok(ends[0] < ends[1], cost);
    assert.ok(Number.isFinite(own), `the cost is ${own}`);
  });

  test("are called extrapolated where no run is near, with the reason", async () => {
    const near = await open(MEASURED);
    assert.equal(await near.named("extrapolated").count(), 0);
    const far = await open("?v=2&context=1M&gpu=rubin");
    const reasons = await far.named("extrapolated").getAttribute("title");
    assert.match(reasons, /no published run of Vera Rubin/);
    assert.match(reasons, /context/);
  });
});

describe("published runs", () => {
  test("are dots that the arrow keys select, with the configuration, the source and the date", async () => {
    const page = await open(MEASURED);
    for (const chart of ["frontier", "cost"]) {
      await page.charts.activate(chart);
      await page.charts.publishedRuns(chart).and(page.tab.locator('[data-dots="true"]')).waitFor();
      const blank = await page.charts.pixels(chart);
      await page.charts.canvas(chart).focus();
      const announced = await page.announcedAfter(() => page.tab.keyboard.press("ArrowDown"));
      assert.match(announced, /users/);
      assert.match(announced, /SemiAnalysis|NVIDIA/);
      assert.equal((await page.charts.publishedRuns(chart).textContent()).trim(), announced.trim());
      assert.notEqual(await page.charts.pixels(chart), blank, "the dot is not marked");
      const next = await page.announcedAfter(() => page.tab.keyboard.press("ArrowDown"));
      assert.notEqual(next, announced);
    }
  });

  test("are not shown where none is near, and the chart says so", async () => {
    const page = await open();
    const sentence = page.charts.publishedRuns("frontier");
    assert.match(await sentence.textContent(), /No published run has calls like these/);
    assert.equal(await sentence.getAttribute("data-dots"), "false");
  });

  test("are in the table of the chart", async () => {
    const page = await open(MEASURED);
    await page.charts.publishedRuns("frontier").and(page.tab.locator('[data-dots="true"]')).waitFor();
    await page.charts.canvas("frontier").focus();
    await page.tab.keyboard.press("t");
    await page.tab.locator('[data-name="table-frontier"] li').first().waitFor();
    const items = await page.tab.locator('[data-name="table-frontier"] li').allTextContents();
    assert.ok(items.filter((text) => / users, /.test(text)).length >= 10, `${items.length} items`);
  });
});

describe("How accurate is this?", () => {
  test("shows every case and every group when it is opened", async () => {
    const page = await open();
    assert.match(await page.accuracy.section.textContent(), /median error of \d/);
    assert.equal(await page.accuracy.details.count(), 0, "the details are loaded before they are needed");
    await page.accuracy.toggleDetails();
    await page.accuracy.details.waitFor();
    const rows = await page.accuracy.details.locator('[data-name="cases"] tbody tr:not(.right-by)').count();
    assert.ok(rows >= 51, `only ${rows} cases`);
    const verdicts = await page.accuracy.details.locator('[data-name="cases"] .badge').allTextContents();
    assert.equal(verdicts.length, rows);
    assert.ok(verdicts.includes("inside") && verdicts.includes("off, as known"));
    assert.deepEqual(await axeViolations(page.tab), []);
    assert.equal(await page.overflow(), 0);
  });

  test("links to a page with the same content where the details cannot be loaded", async () => {
    const page = await open();
    await page.tab.route("**/right.part.html", (route) => route.fulfill({ status: 503, body: "" }));
    await page.accuracy.toggleDetails();
    const error = page.accuracy.section.locator(".fault");
    await error.waitFor();
    assert.match(await error.textContent(), /503/);
    const link = page.accuracy.section.getByRole("link", { name: "The same on a page of its own" });
    assert.equal(await link.getAttribute("href"), "right.html");
    assert.ok(page.errors.every((text) => /503/.test(text)), page.errors.join("; "));
    page.errors.length = 0;
  });

  describe("as a page of its own, without a script", () => {
    for (const [width, scheme] of [[320, "light"], [1280, "dark"]]) {
      test(`is whole, readable and in the style of the site at ${width} px, ${scheme}`, async () => {
        const page = await site.open("right.html", { width, scheme, script: false });
        assert.equal((await page.heading.textContent()).trim(), "How accurate is this?");
        assert.ok((await page.accuracy.details.locator("table").count()) >= 3);
        const family = await page.heading.evaluate((heading) => getComputedStyle(heading).fontFamily);
        assert.match(family, /Palatino/, "the style sheet is not there");
        assert.deepEqual(page.errors, []);
      });
    }

    test("passes axe and does not scroll sideways", async () => {
      for (const [width, scheme] of [[320, "light"], [1280, "dark"]]) {
        const page = await site.open("right.html", { width, scheme });
        assert.deepEqual(await axeViolations(page.tab), []);
        assert.equal(await page.overflow(), 0);
      }
    });
  });
});

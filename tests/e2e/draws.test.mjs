// Random draws: made in a web worker, shown while a lever moves, as dots, in words and in the charts.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mountedPages } from "./fixtures.mjs";

const open = mountedPages();

test("twenty dots and a sentence agree", async () => {
  const page = await open();
  await page.draws.finished();
  const sentence = await page.shown("chance");
  const [, paying] = sentence.match(/^In (all|none|\d+) of 20 cases (?:this makes|does this make) a profit: .*\$.* to .*\$.*, 5th to 95th percentile/);
  assert.equal(await page.draws.profitableDots(), { all: 20, none: 0 }[paying] ?? Number(paying));
  assert.match(await page.shown("chance-ends"), /^Half of the cases earn more than .*\$/);
  assert.match(await page.shown("chance-against"), /^This is the baseline\./);
  await page.levers.set("electricity", "0.40");
  await page.draws.finished();
  assert.match(await page.shown("chance-against"), /earns more in 0 of 20 and less in 20/);
});

test("charts have the range in legend and description, and the sentence the same one", async () => {
  const page = await open();
  await page.draws.finished();
  for (const [chart, name] of [["profit", "Profit"], ["market", "Spent"]]) {
    const names = await page.charts.series(chart).allTextContents();
    assert.ok(names.some((text) => text.includes(`${name}, 5 to 95 %`)), `${names}`);
    assert.ok(names.some((text) => text.includes("Median of draws")), `${names}`);
    const hasText = "Range of draws, 5th to 95th percentile: ";
    assert.ok((await page.charts.description(chart, { hasText })).includes(hasText));
  }
  const [legend] = (await page.charts.series("profit").allTextContents()).filter((text) => text.includes("5 to 95 %"));
  const sentence = (await page.shown("chance")).replaceAll("\u2060", "");
  for (const end of legend.split("%")[1].trim().split(" to ")) assert.ok(sentence.includes(end), `${legend} in ${sentence}`);
});

test("draws arrive while a lever is moved, and the page stays responsive", async () => {
  const page = await open();
  await page.draws.finished();
  await page.tab.evaluate(() => {
    window.long = [];
    new PerformanceObserver((list) => window.long.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
    });
  });
  const before = await page.shown("chance-ends");
  let during;
  await page.levers.drag("electricity", 0.9, async () => {
    await page.tab.waitForFunction((before) => {
      const section = document.querySelector('[data-name="chances"]');
      return Number(section.dataset.draws) > 0 && section.querySelector(".chance-ends").textContent !== before;
    }, before);
    during = await page.draws.count();
  });
  assert.ok(during > 0, "no draws arrived before the button was let go");
  await page.draws.finished();
  assert.equal(await page.draws.count(), 10_000);
  const long = await page.tab.evaluate(() => window.long);
  console.log(`Tasks of more than 50 ms on the page meanwhile: ${long.length} (${long.map(Math.round).join(", ")})`);
});

test("a held lever that comes back to where it rested has all its draws", async () => {
  const page = await open();
  await page.draws.finished();
  await page.levers.slider("electricity").evaluate(async (slider) => {
    const { dataset } = document.querySelector('[data-name="chances"]');
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const move = (to) => {
      slider.value = to;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const home = Number(slider.value) + 10;
    move(home);
    await frame();
    while (!(Number(dataset.draws) > 0)) await frame();
    // Elsewhere, without a rest, the other draws are of no use.
    const end = performance.now() + 4_000;
    for (let step = 0; performance.now() < end; step += 1) {
      move(home + 5 + (step % 2));
      await frame();
    }
    move(home);
  });
  await page.draws.finished();
  assert.equal(await page.draws.count(), 10_000);
});

test("nothing is waited for after a lever has rested and is released, or the chart is drawn over another", async () => {
  const page = await open("?v=2&gpu=h100");
  await page.draws.finished();
  // Late answers are marked after a second, missing draws are removed after ten.
  const assertComplete = async (action) => {
    await page.tab.waitForTimeout(1_500);
    const behind = () => page.tab.evaluate(() => document.documentElement.dataset.behind);
    await page.tab.waitForFunction(() => !("behind" in document.documentElement.dataset), undefined, { timeout: 7_000 }).catch(() => {});
    assert.equal(await behind(), undefined, action);
    await page.draws.finished();
  };
  await page.levers.drag("electricity", 0.6, () => page.draws.finished());
  await assertComplete("released");
  await page.levers.drag("electricity", 0.6);
  await assertComplete("dragged to where it was");
  await page.tab.locator("select.over").selectOption("agents");
  await assertComplete("over another lever");
});

test("a scenario without a profit has no chances, and gets them back", async () => {
  const page = await open("?v=2&gpu=tpu7x");
  await page.tab.waitForFunction(() => document.querySelector(".chance").textContent.includes("cannot be computed"));
  assert.equal(await page.draws.profitableDots(), 0);
  await page.follow("");
  await page.draws.finished();
  assert.ok((await page.draws.profitableDots()) > 0);
});

test("what is drawn is listed with its range and distribution", async () => {
  const page = await open();
  const list = page.tab.locator('[data-name="drawn"]');
  await list.locator("summary").click();
  await list.locator("tbody tr").first().waitFor();
  const rows = await list.locator("tbody tr").allTextContents();
  assert.ok(rows.length > 20, `${rows.length} rows`);
  assert.ok(rows.every((row) => /triangular|log-normal/.test(row)), rows.find((row) => !/triangular|log-normal/.test(row)));
  assert.deepEqual(await page.failedComputations(), []);
});

describe("without the worker", () => {
  test("the page says so and all else works", async () => {
    const page = await open("", { block: "**/worker*" });
    assert.match(await page.shown("chance"), /of 20 cases/, "the prerendered draws stay until something changes");
    const before = await page.shown("profit");
    await page.levers.set("electricity", "0.40");
    assert.notEqual(await page.shown("profit"), before);
    await page.tab.waitForFunction(() => document.querySelector(".chance").textContent.includes("is not running"), undefined, {
      timeout: 20_000,
    });
    await page.levers.set("context", "1M");
    assert.match(await page.query(), /context=1M/);
    page.errors = page.errors.filter((error) => !error.includes("worker"));
  });
});

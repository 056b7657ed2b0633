// The page as a whole: the address, keys alone, charts by key, what cannot be computed, every number, axe.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { visits } from "./fixtures.mjs";

const open = visits();

describe("the address", () => {
  test("carries what differs, and a reload restores it", async () => {
    const page = await open();
    assert.equal(await page.query(), "");
    await page.set("context", "200k");
    await page.set("electricity", "8c");
    assert.equal(await page.query(), "v=2&context=200k&electricity=0.08");
    const profit = await page.shown("profit");
    await page.tab.reload();
    await page.ready();
    assert.equal(await page.shown("profit"), profit);
  });

  test("goes back to what was before a preset", async () => {
    const page = await open("?v=2&context=200k");
    const before = [await page.query(), await page.shown("profit")];
    await page.preset("chat").click();
    await page.painted();
    assert.notDeepEqual([await page.query(), await page.shown("profit")], before);
    await page.tab.goBack();
    await page.painted();
    assert.deepEqual([await page.query(), await page.shown("profit")], before);
  });

  test("of a broken link opens with what could be read, and says the rest", async () => {
    const page = await open("?v=2&context=200k&contxt=5&power=2W");
    assert.equal(await page.range("context").getAttribute("aria-valuetext"), "200 thousand tokens");
    const faults = await page.linkFaults;
    assert.equal(faults.length, 2);
    assert.match(faults[0], /contxt.*context/);
    assert.match(faults[1], /cannot be below/);
  });

  test("cannot be used to bring anything in", async () => {
    const page = await open("?v=2&context=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&agents=NaN&electricity=1e999");
    assert.equal(await page.tab.locator('img[onerror], img[src="x"]').count(), 0);
    assert.equal((await page.linkFaults).length, 3);
    const baseline = await open();
    assert.equal(await page.shown("profit"), await baseline.shown("profit"));
  });
});

test("keys alone move a lever, take it back and bring it again", async () => {
  const page = await open();
  const before = await page.shown("profit");
  await page.range("context").focus();
  await page.tab.keyboard.press("End");
  await page.painted();
  assert.equal(await page.range("context").getAttribute("aria-valuetext"), "2 million tokens");
  const moved = await page.shown("profit");
  assert.notEqual(moved, before);
  await page.tab.keyboard.press("Control+z");
  await page.painted();
  assert.equal(await page.shown("profit"), before);
  await page.tab.keyboard.press("Control+Shift+z");
  await page.painted();
  assert.equal(await page.shown("profit"), moved);
});

test("a chart is read with the arrow keys and says what it shows", async () => {
  const page = await open();
  await page.wake("profit");
  await page.drawn();
  const blank = await page.pixels("profit");
  await page.canvas("profit").focus();
  const said = await page.saidAfter(() => page.tab.keyboard.press("End"));
  assert.match(said, /2 million tokens/);
  assert.match(said, /dollars/);
  assert.notEqual(await page.pixels("profit"), blank, "no crosshair is drawn");
});

test("a chart that is pointed at keeps its ranges, and the legend the focus", async () => {
  const page = await open();
  const ranges = async () => (await page.series("market").allTextContents()).filter((text) => text.includes("%"));
  const pressed = await ranges();
  assert.ok(pressed.length === 2 && pressed.every((text) => /\d.* to /.test(text)), pressed.join("; "));
  await page.series("market").first().focus();
  await page.wake("market");
  assert.ok((await ranges()).every((text) => /\d.* to /.test(text)), "the ranges are lost");
  await page.drawn();
  assert.deepEqual(await ranges(), pressed);
  await page.series("profit").nth(1).focus();
  await page.tab.locator('[data-name="chart-profit"][data-live]').waitFor();
  await page.tab.keyboard.press("Tab");
  assert.ok(await page.series("profit").nth(2).evaluate((it) => it === document.activeElement), "the focus is lost");
});

test("legend buttons hide series, but never the last", async () => {
  const page = await open();
  await page.wake("market");
  const series = page.series("market");
  const count = await series.count();
  assert.ok(count >= 3);
  for (let i = 0; i < count; i += 1) {
    await series.nth(i).focus();
    await page.tab.keyboard.press("Space");
  }
  const pressed = await series.evaluateAll((all) => all.filter((one) => one.getAttribute("aria-pressed") === "true").length);
  assert.equal(pressed, 1);
});

test("figures that nobody publishes are a dash with a reason", async () => {
  const page = await open("?v=2&gpu=tpu7x");
  assert.match(await page.shown("profit"), /^—/);
  assert.match(await page.finding(), /not published/);
  assert.deepEqual(await page.broken(), []);
});

test("no lever at either end lets a failed computation show", async () => {
  const page = await open();
  const levers = await page.levers();
  assert.ok(levers.length > 40, `only ${levers.length} levers`);
  for (const { name, values, last } of levers) {
    if (last !== undefined) {
      for (const place of [0, last]) {
        await page.place(name, place);
        await page.painted();
        assert.deepEqual(await page.broken(), [], `${name} at place ${place}`);
      }
    } else {
      for (const value of values) {
        await page.follow(`v=2&${name}=${value}`);
        assert.deepEqual(await page.broken(), [], `${name}=${value}`);
      }
    }
    await page.follow("");
  }
});

test("every number has a formula or a source, and its inputs are on the page", async () => {
  const page = await open();
  const rows = await page.rows();
  assert.ok(rows.length > 300, `only ${rows.length} rows`);
  const names = new Set(rows.map(({ name }) => `#${name}`));
  for (const { name, formula, inputs, source } of rows) {
    assert.ok(formula !== "" || source !== "", `${name} has neither formula nor source`);
    for (const input of inputs) assert.ok(names.has(input), `${name} leads to ${input}, which is nowhere`);
  }
});

test("canvases are as fine as the screen", async () => {
  const page = await open();
  await page.wake("profit", "market");
  for (const chart of ["profit", "market"]) {
    const { width, height, css, ratio } = await page.canvasSize(chart);
    assert.ok(Math.abs(width - css.width * ratio) <= 1.5 && Math.abs(height - css.height * ratio) <= 1.5);
  }
});

for (const scheme of ["light", "dark"]) {
  for (const width of [360, 768, 1440]) {
    test(`axe finds nothing with all unfolded at ${width} px, ${scheme}`, async () => {
      const page = await open("?v=2&agents=20M", { width, scheme });
      await page.unfoldAll();
      assert.deepEqual(await page.violations(), []);
      assert.equal(await page.overflow(), 0);
    });
  }
}

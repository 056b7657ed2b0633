// The address: it contains the scenario, and a link opens with everything in it that can be parsed.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mountedPages } from "./fixtures.mjs";

const open = mountedPages();

describe("the address", () => {
  test("carries what differs, and a reload restores it", async () => {
    const page = await open();
    assert.equal(await page.query(), "");
    await page.levers.set("context", "200k");
    await page.levers.set("electricity", "8c");
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
    assert.equal(await page.levers.valueText("context"), "200 thousand tokens");
    const errors = await page.linkErrors;
    assert.equal(errors.length, 2);
    assert.match(errors[0], /contxt.*context/);
    assert.match(errors[1], /cannot be below/);
  });

  test("cannot inject markup or invalid numbers", async () => {
    const page = await open("?v=2&context=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&agents=NaN&electricity=1e999");
    assert.equal(await page.tab.locator('img[onerror], img[src="x"]').count(), 0);
    assert.equal((await page.linkErrors).length, 3);
    const profit = await page.shown("profit");
    const baseline = await open();
    assert.equal(profit, await baseline.shown("profit"));
  });

  test("is read as it was meant where a mail program or a chat has altered it", async () => {
    const baseline = await (await open("?v=2&context=200k&gpu=h100")).shown("profit");
    for (const altered of [
      "?v=2&amp;context=200k&amp;gpu=h100",
      "?v=2&context=200k&gpu=h100).",
      "?v=2%26context=200k%26gpu=h100",
      "#v=2&context=200k&gpu=h100",
    ]) {
      const page = await open(altered);
      assert.equal(await page.levers.valueText("context"), "200 thousand tokens", altered);
      assert.equal(await page.shown("profit"), baseline, altered);
      assert.deepEqual(await page.linkErrors, [], altered);
      assert.equal(await page.tab.evaluate(() => location.hash), "", altered);
    }
  });

  test("of an earlier version opens with today's baseline, and offers the old one and both beside each other", async () => {
    const page = await open("?v=1&context=200k");
    const [notice] = await page.linkErrors;
    assert.match(notice, /earlier version \(1\).*baseline has changed/);
    assert.match(await page.levers.valueText("gpu"), /^GB300 NVL72/);
    const today = await page.shown("profit");
    await page.named("compare-as-made").click();
    await page.painted();
    assert.match(await page.query(), /^v=2&context=200k&vs=context:200k;.*gpu:gb200/);
    await page.tab.goBack();
    await page.painted();
    assert.equal(await page.shown("profit"), today);
    await page.named("as-made").click();
    await page.painted();
    const query = await page.query();
    assert.match(query, /^v=2&context=200k.*gpu=gb200.*llm=deepseek-v3/);
    const asMade = await page.shown("profit");
    assert.notEqual(asMade, today);
    // A scenario read this way is like any other: its own link has the current version.
    const again = await open(`?${query}`);
    assert.deepEqual(await again.linkErrors, []);
    assert.equal(await again.shown("profit"), asMade);
  });

  test("of the present version offers no other reading", async () => {
    const page = await open("?v=2&context=200k&contxt=5");
    assert.equal((await page.linkErrors).length, 1);
    assert.equal(await page.named("as-made").isVisible(), false);
    assert.equal(await page.named("compare-as-made").isVisible(), false);
  });
});

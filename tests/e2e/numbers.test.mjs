// The numbers of the page: none shows a failed computation, each has a formula or a source.

import assert from "node:assert/strict";
import { test } from "node:test";
import { mountedPages } from "./fixtures.mjs";

const open = mountedPages();

test("figures that nobody publishes are a dash with a reason", async () => {
  const page = await open("?v=2&gpu=tpu7x");
  assert.match(await page.shown("profit"), /^—/);
  assert.match(await page.finding(), /not published/);
  assert.deepEqual(await page.failedComputations(), []);
});

test("no lever at either end lets a failed computation show", async () => {
  const page = await open();
  const levers = await page.levers.all();
  assert.ok(levers.length > 40, `only ${levers.length} levers`);
  for (const { name, values, last } of levers) {
    if (last !== undefined) {
      for (const position of [0, last]) {
        await page.levers.move(name, position);
        await page.painted();
        assert.deepEqual(await page.failedComputations(), [], `${name} at position ${position}`);
      }
    } else {
      for (const value of values) {
        await page.follow(`v=2&${name}=${value}`);
        assert.deepEqual(await page.failedComputations(), [], `${name}=${value}`);
      }
    }
    await page.follow("");
  }
});

test("every number has a formula or a source, and its inputs are on the page", async () => {
  const page = await open();
  const rows = await page.ledger.rows();
  assert.ok(rows.length > 300, `only ${rows.length} rows`);
  const names = new Set(rows.map(({ name }) => `#${name}`));
  for (const { name, formula, inputs, source } of rows) {
    assert.ok(formula !== "" || source !== "", `${name} has neither formula nor source`);
    for (const input of inputs) assert.ok(names.has(input), `${name} leads to ${input}, which is nowhere`);
  }
});

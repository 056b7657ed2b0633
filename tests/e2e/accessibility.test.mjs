// The page as loaded and with everything unfolded: axe finds nothing, and nothing scrolls horizontally. Axe tests of
// the page in other states are in the files on those.

import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsInViews } from "./axe.mjs";
import { mountedPages } from "./fixtures.mjs";

const open = mountedPages();

test("axe finds nothing and nothing scrolls sideways", async () => {
  const page = await open();
  assert.deepEqual(await faultsInViews(page, [320, 768, 1280]), []);
});

test("axe finds nothing and nothing scrolls sideways with all unfolded", async () => {
  const page = await open("?v=2&agents=20M");
  await page.unfoldAll();
  assert.deepEqual(await faultsInViews(page, [360, 768, 1440]), []);
});

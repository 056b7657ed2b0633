// What holds for the page whatever it shows: it loads, it mounts, it keeps to itself, it can be read by all.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { listed, sum } from "./site-copy.mjs";
import { FactoryPage, launch } from "./page.mjs";
import { dist, startServer } from "./server.mjs";

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

test("the page has a heading and a paragraph before any script runs", async () => {
  const page = await FactoryPage.open(browser, server.url, { script: false });
  assert.equal((await page.heading.textContent()).trim(), "Token Factory");
  assert.ok((await page.tab.locator("#factory p").first().textContent()).trim().length > 40);
  await page.close();
});

test("the app mounts without a fault and asks nobody else for anything", async () => {
  const page = await FactoryPage.open(browser, server.url);
  await page.ready();
  await page.tab.waitForLoadState("networkidle");
  assert.deepEqual(page.faults, []);
  await page.close();
});

test("no program for readers can be broken on demand", () => {
  for (const name of readdirSync(dist).filter((it) => it.endsWith(".wasm"))) {
    assert.ok(!readFileSync(join(dist, name)).includes("crash-handler"), name);
  }
});

test("every checksum that the site states is that of what it states it for", async () => {
  const file = (name) => readFileSync(join(dist, name));
  let count = 0;
  const holds = (name, stated) => {
    assert.equal(stated, sum("sha384", file(name)), name);
    count += 1;
  };
  for (const [name, address] of [["index.html", "/"], ["embed/index.html", "/embed/"]]) {
    const page = file(name).toString();
    for (const [tag] of page.matchAll(/<(?:script|link)\b[^>]*\bintegrity="[^>]*>/g)) {
      holds(tag.match(/(?:src|href)="\.\.?\/([^"]*)"/)[1], tag.match(/ integrity="([^"]*)"/)[1]);
    }
    const [, wasm, stated] = page.match(/data-wasm="([^"]*)" data-integrity="([^"]*)"/);
    holds(wasm, stated);
    const map = page.match(/<script type="importmap">([^<]*)</)[1];
    for (const [of, stated] of Object.entries(JSON.parse(map).integrity)) holds(of.replace(/^\.\.?\//, ""), stated);
    // The one script within the page is the one that the policy allows, in the page and in the headers.
    const allowed = `'${sum("sha256", map)}'`;
    const within = page.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)"/)[1];
    for (const policy of [within, file("_headers").toString().split("\n\n").find((block) => block.startsWith(`${address}\n`))]) {
      assert.ok(policy.replaceAll("&#39;", "'").includes(allowed), policy);
    }
    assert.equal([...page.matchAll(/<script\b(?![^>]*\bsrc=)/g)].length, 1, "scripts within the page");
    assert.doesNotMatch(page, /<[^>]*\s(?:style|on[a-z]+)="/, "a style or a handler as attribute");
  }
  for (const [name, stated] of Object.entries(listed(file("sw.js").toString()).files)) holds(name || "index.html", stated);
  assert.ok(count > 40, `${count} checksums`);
});

test("the site works under a path", async () => {
  const folder = await mkdtemp(join(tmpdir(), "token-factory-"));
  await writeFile(join(folder, "index.html"), "<!DOCTYPE html><title>Front</title>");
  await cp(dist, join(folder, "a", "path"), { recursive: true });
  const host = await startServer({ dir: folder });
  try {
    const page = await FactoryPage.open(browser, `${host.url}a/path/?from=test#top`);
    await page.ready();
    assert.deepEqual(page.faults, []);
    await page.close();
  } finally {
    await host.stop();
    await rm(folder, { recursive: true });
  }
});

for (const scheme of ["light", "dark"]) {
  for (const width of [320, 768, 1280]) {
    test(`axe finds nothing and nothing scrolls sideways at ${width} px, ${scheme}`, async () => {
      const page = await FactoryPage.open(browser, server.url, { width, scheme });
      await page.ready();
      assert.deepEqual(await page.violations(), []);
      assert.equal(await page.overflow(), 0);
      await page.close();
    });
  }
}

// Scenario files: a saved file opens as the same scenario; any other file is refused with the reason.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { FileFault, LARGEST, look, read, write } from "../../src/script/files.js";
import { root } from "./build.mjs";
import { mountedPages } from "./fixtures.mjs";

const bytes = (text) => new TextEncoder().encode(text);
const json = (content) => bytes(JSON.stringify(content));
const ABOUT = { version: "0.1.0", data: "2026-11-23", source: "https://example.org/tokens/" };

/** The sentence with which a file is refused. */
function refusal(content) {
  try {
    read(content instanceof Uint8Array ? content : json({ "token-factory": 1, ...content }));
  } catch (error) {
    assert.ok(error instanceof FileFault, `${error.stack}`);
    assert.match(error.message, /^[A-Z“].*\.$/s, error.message);
    assert.ok(error.message.length < 400);
    return error.message;
  }
  return assert.fail("the file was read");
}

/** A seeded random number generator from 0 to 1 (mulberry32, T. Ettinger). */
function seeded(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Malformed and hostile files by description, with the message for each. */
const HOSTILE = {
  "10,000 levels of lists": [bytes(`${"[".repeat(10_000)}${"]".repeat(10_000)}`), /more than 8 levels/],
  "10,000 levels within a lever": [bytes(`{"token-factory":1,"levers":{"a":${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}}}`), /more than 8 levels/],
  "half a file": [bytes('{"token-factory":1,"levers":{"context":"12'), /not valid JSON/],
  "no JSON": [bytes("v=2&context=128k"), /not valid JSON/],
  "a page": [bytes("<!DOCTYPE html><title>x</title>"), /not valid JSON/],
  "UTF-16, little end first": [new Uint8Array([0xff, 0xfe, ...new Uint8Array(Buffer.from("{}", "utf16le"))]), /UTF-16/],
  "UTF-16, big end first": [new Uint8Array([0xfe, 0xff, 0, 0x7b, 0, 0x7d]), /UTF-16/],
  "UTF-16 without a mark": [new Uint8Array(Buffer.from('{"token-factory":1}', "utf16le")), /UTF-16/],
  "Latin-1": [new Uint8Array([0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d]), /not written in UTF-8/],
  "an archive": [new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 8, 0, 0xb5, 0xff]), /not text/],
  "a list": [bytes("[]"), /no scenario/],
  "nothing": [bytes("null"), /no scenario/],
  "a number": [bytes("1e999"), /no scenario/],
  "another program's file": [json({ version: 3, settings: {} }), /not a scenario of the Token Factory/],
  "a later form": [json({ "token-factory": 2, link: "" }), /later version/],
  "no form": [json({ "token-factory": "1", link: "" }), /not a version/],
  "only a form": [json({ "token-factory": 1 }), /neither/],
  "a lever twice": [bytes('{"token-factory":1,"levers":{"context":"1k","context":"2k"}}'), /“context” twice/],
  "a lever twice, once in disguise": [bytes('{"token-factory":1,"levers":{"context":"1k","\\u0063ontext":"2k"}}'), /“context” twice/],
  "levers twice": [bytes('{"token-factory":1,"levers":{},"levers":{"context":"2k"}}'), /“levers” twice/],
  "a link with a lever twice": [json({ "token-factory": 1, link: "v=2&context=1k&context=2k" }), /“context” twice/],
  "a shock twice": [json({ "token-factory": 1, shocks: ["edge", "edge"] }), /twice/],
  "a link of another scenario": [json({ "token-factory": 1, link: "v=2&context=1k", levers: { context: "2k" } }), /one thing/],
  "a link with more": [json({ "token-factory": 1, link: "v=2&context=1k&power=5MW", levers: { context: "1k" } }), /one thing/],
  "levers as a list": [json({ "token-factory": 1, levers: [] }), /“levers” are not an object/],
  "levers as nothing": [json({ "token-factory": 1, levers: null }), /“levers” are not an object/],
  "a lever that holds more": [json({ "token-factory": 1, levers: { context: { value: 1 } } }), /cannot be read/],
  "a lever that is nothing": [json({ "token-factory": 1, levers: { context: null } }), /cannot be read/],
  "a number that no program can hold": [bytes('{"token-factory":1,"levers":{"context":1e400}}'), /“context” has a number that is too large/],
  "a number below all": [bytes('{"token-factory":1,"levers":{"context":"1k","agents":-1e400}}'), /“agents” has a number that is too large/],
  "a lever of 61 letters": [json({ "token-factory": 1, levers: { context: "1".repeat(61) } }), /cannot be read/],
  "a lever called v": [json({ "token-factory": 1, levers: { v: "1" } }), /no lever called “v”/],
  "a lever called shocks": [json({ "token-factory": 1, levers: { shocks: "edge" } }), /no lever called “shocks”/],
  "a thousand levers": [json({ "token-factory": 1, levers: Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`x${n}`, 1])) }), /more than 200/],
  "shocks as a text": [json({ "token-factory": 1, shocks: "edge" }), /“shocks” are not a list/],
  "a shock without a name": [json({ "token-factory": 1, shocks: ["edge", ""] }), /“shocks” are not a list/],
  "shocks that are numbers": [json({ "token-factory": 1, shocks: [1] }), /“shocks” are not a list/],
  "a link that is a number": [json({ "token-factory": 1, link: 7 }), /“link” is not a text/],
  "a link of a megabyte": [json({ "token-factory": 1, link: "x".repeat(900_000) }), /“link” is not a text/],
  "a title that holds more": [json({ "token-factory": 1, link: "", title: {} }), /“title” is not a text/],
  "a day that is none": [json({ "token-factory": 1, link: "", saved: "<b>" }), /“saved” is not a date/],
  "half a letter": [bytes('{"token-factory":1,"levers":{"context":"\\ud800"}}'), /an incomplete character/],
};

describe("a scenario file", () => {
  test("is read and written again byte for byte, 10,000 times", () => {
    const random = seeded(7);
    const pick = (list) => list[Math.floor(random() * list.length)];
    const names = ["context", "agents", "electricity", "gpu", "power", "überlast", "a b", "x&y", "__proto__", "constructor"];
    const shocks = ["gpu-cost", "electricity", "edge", "capital"];
    for (let round = 0; round < 10_000; round += 1) {
      const levers = new Map(Array.from({ length: Math.floor(random() * 5) }, () => [pick(names), pick([String(random() * 10 ** Math.floor(20 * random() - 6)), "128k", "gb300", "8 ¢", "50%", "a+b"])]));
      const active = [...new Set(Array.from({ length: Math.floor(random() * 3) }, () => pick(shocks)))];
      const pairs = [...levers].map((pair) => pair.map(encodeURIComponent).join("="));
      if (active.length > 0) pairs.push(`shocks=${active.join(",")}`);
      const link = pairs.length > 0 ? ["v=2", ...pairs].join("&") : "";
      const first = write({ link, saved: "2026-11-25", ...ABOUT });
      const { query, title, saved } = read(bytes(first));
      assert.equal(query, link);
      assert.equal(write({ link: query, title, saved, ...ABOUT }), first);
    }
  });

  test("has the fields that people and other programs need", () => {
    const file = JSON.parse(write({ link: "v=2&context=128k&shocks=edge", saved: "2026-11-25", ...ABOUT }));
    assert.deepEqual(file, {
      "token-factory": 1,
      title: "Scenario of the Token Factory",
      link: "v=2&context=128k&shocks=edge",
      levers: { context: "128k" },
      shocks: ["edge"],
      saved: "2026-11-25",
      ...ABOUT,
    });
    assert.match(JSON.parse(write({ link: "", ...ABOUT })).saved, /^\d{4}-\d\d-\d\d$/);
  });

  test("may be written by hand: levers alone, numbers, a byte order mark", () => {
    const text = '{ "token-factory": 1, "levers": { "context": 128000, "overlap": true, "gpu": "gb300" } }';
    assert.equal(read(bytes(`\ufeff${text}`)).query, "v=2&context=128000&overlap=on&gpu=gb300");
    assert.equal(read(json({ "token-factory": 1, link: "v=2&context=1k" })).query, "v=2&context=1k");
    assert.equal(read(json({ "token-factory": 1, shocks: ["edge"], more: [1] })).query, "v=2&shocks=edge");
    // Names and brackets within strings are text.
    assert.equal(read(json({ "token-factory": 1, link: "", title: '{"a":[[[[[[[[[[[[","link":1' })).query, "");
  });

  for (const [what, [content, sentence]] of Object.entries(HOSTILE)) {
    test(`that is hostile is refused in a sentence: ${what}`, () => assert.match(refusal(content), sentence));
  }

  test("of which no lever is known is refused by name, where the levers are known", () => {
    const known = new Set(["context", "agents"]);
    const file = (levers, more) => json({ "token-factory": 1, levers, ...more });
    const refused = (content) => assert.throws(() => read(content, known), (error) => error instanceof FileFault && /None of its levers is known here: “x0”/.test(error.message) && error.message.length < 400);
    refused(file({ x0: 1 }));
    refused(json({ "token-factory": 1, link: "v=2&x0=1&x1=2" }));
    assert.throws(() => read(file(Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`x${n}`, 1]))), known), /“x4” and 195 more\./);
    assert.equal(read(file({ x0: 1, context: "1k" }), known).query, "v=2&x0=1&context=1k");
    assert.equal(read(file({ x0: 1 }, { shocks: ["edge"] }), known).query, "v=2&x0=1&shocks=edge");
    assert.equal(read(file({}), known).query, "");
    assert.equal(read(file({ x0: 1 })).query, "v=2&x0=1");
  });

  test("with the size, name or type of another kind of file is refused before it is read", () => {
    const file = { name: "a.json", size: 1000, type: "application/json" };
    look(file);
    look({ ...file, name: "A.JSON", type: "" });
    for (const type of ["text/csv", "text/comma-separated-values", "application/vnd.ms-excel", ""]) look({ ...file, name: "a.csv", type });
    for (const [wrong, said] of [
      [{ size: 50e6 }, /^It has a size of 50\.0 MB\. Allowed: up to 8 MB/],
      [{ size: 0 }, /empty/],
      [{ name: "book.xlsx" }, /does not end in \.json/],
      [{ name: "a.json.exe" }, /does not end in \.json/],
      [{ type: "image/png" }, /“image\/png”/],
    ]) {
      assert.throws(() => look({ ...file, ...wrong }), (error) => error instanceof FileFault && said.test(error.message));
    }
  });

  test("may be as large as those that the command line imports, and is read or refused in bounded time", async () => {
    const [, limit] = (await readFile(`${root}src/export/import.rs`, "utf8")).match(/pub const LARGEST: usize = ([\d_]+);/);
    assert.equal(LARGEST, Number(limit.replaceAll("_", "")));
    look({ name: "a.json", size: LARGEST, type: "application/json" });
    assert.throws(() => look({ name: "a.json", size: LARGEST + 1, type: "application/json" }), FileFault);
    const fill = (entry, end) => bytes(`{"token-factory":1,"link":"v=2&context=1k",${entry.repeat(Math.floor((LARGEST - 100) / entry.length))}${end}}`);
    for (const [entry, end] of [['"numbers":[{}],', '"z":1'], ['"":{"":0},', '"z":1'], ["\n", '"z":[]']]) {
      const content = fill(entry, end);
      assert.ok(content.length > 0.99 * LARGEST && content.length <= LARGEST);
      const begin = performance.now();
      try {
        assert.equal(read(content).query, "v=2&context=1k");
      } catch (error) {
        assert.match(error.message, /twice in one place/);
      }
      const took = performance.now() - begin;
      assert.ok(took < 5_000, `${took} ms for ${entry}`);
    }
    const numbers = Array.from({ length: 9_000 }, (_, at) => ({ name: `a.b${at}`, value: at, meaning: "x".repeat(700) }));
    const large = json({ "token-factory": 1, link: "v=2&context=1k", title: "Token Factory: every number of a scenario", numbers });
    assert.ok(large.length > 6e6 && large.length < LARGEST);
    assert.deepEqual([read(large).query, read(large).title], ["v=2&context=1k", "Scenario of the Token Factory"]);
  });

  test("that is truncated or changed at random is read or refused, without any other error", () => {
    const random = seeded(11);
    const whole = bytes(write({ link: "v=2&context=128k&gpu=gb300&shocks=edge", saved: "2026-11-25", ...ABOUT }));
    let refused = 0;
    for (let round = 0; round < 5_000; round += 1) {
      const changed = Uint8Array.from(whole);
      for (let times = 0; times <= 3 * random(); times += 1) changed[Math.floor(random() * changed.length)] = Math.floor(random() * 256);
      try {
        assert.equal(typeof read(changed.subarray(0, random() < 0.5 ? changed.length : Math.floor(random() * changed.length))).query, "string");
      } catch (error) {
        assert.ok(error instanceof FileFault, error.stack);
        refused += 1;
      }
    }
    assert.ok(refused > 3000, `${refused}`);
  });
});

describe("on the page", () => {
  const open = mountedPages();
  const section = (page) => page.named("keep");
  const button = (page, label) => section(page).getByRole("button", { name: label, exact: true });
  const status = (page) => section(page).getByRole("status");

  /** Clicks a button that saves a file. Returns its name and text. */
  async function saved(page, label) {
    const [download] = await Promise.all([page.tab.waitForEvent("download"), button(page, label).click()]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  }

  /** Opens a file with the file chooser. Returns the message of the page. */
  async function opened(page, text, { name = "scenario.json", mimeType = "application/json" } = {}) {
    await status(page).evaluate((it) => (it.textContent = ""));
    const [chooser] = await Promise.all([page.tab.waitForEvent("filechooser"), button(page, "Open scenario").click()]);
    await chooser.setFiles({ name, mimeType, buffer: Buffer.from(text) });
    await status(page).filter({ hasText: /\S/ }).waitFor();
    await page.painted();
    return status(page).textContent();
  }

  /** Opens the page and waits until the buttons of the section work. */
  async function ready(where) {
    const page = await open(where);
    // The script that saves files is loaded when the reader comes near.
    await section(page).scrollIntoViewIfNeeded();
    await section(page).locator("input[type=file]").waitFor({ state: "attached" });
    return page;
  }

  const state = async (page) => [await page.query(), await page.shown("profit"), await page.linkErrors];

  test("saved, opened and saved again is the same file, and undo takes the opening back", async () => {
    const page = await ready("?v=2&context=200k&gpu=gb200&shocks=edge");
    const profit = await page.shown("profit");
    const first = await saved(page, "Save scenario");
    assert.equal(first.name, "token-factory.json");
    await page.follow("v=2&context=20k");
    const before = await state(page);
    assert.match(await opened(page, first.text), /^“scenario\.json” is open/);
    assert.deepEqual(await state(page), ["v=2&context=200k&gpu=gb200&shocks=edge", profit, []]);
    assert.equal((await saved(page, "Save scenario")).text, first.text);
    await page.named("undo").click();
    await page.painted();
    assert.deepEqual((await state(page)).slice(0, 2), before.slice(0, 2));
    await page.tab.goBack();
  });

  test("a file keeps its date and its title as long as its scenario is unchanged", async () => {
    const page = await ready();
    const file = write({ link: "v=2&context=200k", title: "My case", saved: "2025-01-02", ...ABOUT });
    assert.match(await opened(page, file), /is open: My case\./);
    const kept = JSON.parse((await saved(page, "Save scenario")).text);
    assert.deepEqual([kept.title, kept.saved, kept.link], ["My case", "2025-01-02", "v=2&context=200k"]);
    await page.levers.set("context", "300k");
    const other = JSON.parse((await saved(page, "Save scenario")).text);
    assert.deepEqual([other.link, other.title], ["v=2&context=300k", "Scenario of the Token Factory"]);
    assert.notEqual(other.saved, "2025-01-02");
  });

  test("what the program cannot read of a file is listed at the top of the page, and the rest applies", async () => {
    const page = await ready();
    const message = await opened(page, JSON.stringify({ "token-factory": 1, levers: { context: "200k", contxt: 5, power: "2W" } }));
    assert.match(message, /not all of it.*“contxt”.*cannot be below/);
    assert.equal((await page.linkErrors).length, 2);
    assert.equal(await page.levers.valueText("context"), "200 thousand tokens");
    assert.equal(JSON.parse((await saved(page, "Save scenario")).text).link, "v=2&context=200k");
  });

  test("CSV opens as the scenario it was written for, with the one it is compared with, also after a spreadsheet", async () => {
    const query = "v=2&context=200k&gpu=rubin&shocks=edge&vs=gpu:h100";
    const page = await ready(`?${query}`);
    const { name, text } = await saved(page, "CSV");
    assert.equal(name, "token-factory-numbers.csv");
    /** Opens a table with the file chooser. Returns the message once it has been read. */
    const openedTable = async (text, mimeType = "text/csv") => {
      await status(page).evaluate((it) => (it.textContent = ""));
      const [chooser] = await Promise.all([page.tab.waitForEvent("filechooser"), button(page, "Open scenario").click()]);
      await chooser.setFiles({ name: "table.csv", mimeType, buffer: Buffer.from(text) });
      await status(page).filter({ hasText: /is open|was not opened/ }).waitFor({ timeout: 30_000 });
      await page.painted();
      return status(page).textContent();
    };
    await page.follow("");
    assert.equal(await openedTable(text), "“table.csv” is open: Scenario of the Token Factory. Undo reverts it.");
    assert.equal(await page.query(), query);
    await page.named("undo").click();
    await page.painted();
    assert.equal(await page.query(), "");
    // Some spreadsheets write semicolons, and some systems call it a file of theirs.
    assert.match(await openedTable("name;label;value;unit\nplan.gpu;GPU;h100;\n", "application/vnd.ms-excel"), /is open/);
    assert.equal(await page.query(), "v=2&gpu=h100");
    const before = await state(page);
    for (const [wrong, sentence] of [
      ["name,label,value\nplan.gpu,GPU,h1000\n", /GPU generation has no “h1000”/],
      ["name,label,value\nplan.electricity,Electricity,9\n", /Line 2 cannot be read: Electricity price cannot be above/],
      ["a,b\n1,2\n", /not a scenario of the Token Factory/],
      [Buffer.from("name,label,value\n", "utf16le"), /UTF-16/],
    ]) {
      const message = await openedTable(wrong);
      assert.match(message, /^“table\.csv” was not opened\. .* Nothing was changed\.$/s);
      assert.match(message, sentence);
      assert.deepEqual(await state(page), before);
    }
  });

  test("a hostile file is refused in a sentence, and the scenario stays", async () => {
    const page = await ready("?v=2&context=200k");
    const before = await state(page);
    for (const [what, [content, sentence]] of Object.entries(HOSTILE)) {
      const message = await opened(page, content);
      assert.match(message, /^“scenario\.json” was not opened\. .* Nothing was changed\.$/s, what);
      assert.match(message, sentence, what);
      assert.deepEqual(await state(page), before, what);
    }
    assert.match(await opened(page, "{}", { name: "numbers.xlsx" }), /does not end in \.json/);
    assert.match(await opened(page, "{}", { mimeType: "image/png" }), /image\/png/);
    assert.deepEqual(await state(page), before);
    assert.equal(await page.named("undo").isDisabled(), true);
    assert.equal(await page.tab.evaluate(() => ({}).polluted), undefined);
  });

  test("a file of which nothing can be read changes nothing", async () => {
    const page = await ready("?v=2&context=200k&shocks=edge");
    const before = await state(page);
    for (const [levers, sentence] of [
      [{ contxt: 5, rent: 3 }, /None of its levers is known here: “contxt”, “rent”\./],
      [{ context: "much" }, /“context” was not set\./],
      [{ context: "1e400" }, /“1e400” is too large/],
      [{ context: 1e300, agents: "x" }, /cannot be above/],
    ]) {
      const message = await opened(page, JSON.stringify({ "token-factory": 1, levers }));
      assert.match(message, /^“scenario\.json” was not opened\. .* Nothing was changed\.$/s);
      assert.match(message, sentence);
      assert.deepEqual(await state(page), before);
    }
  });

  test("a file of 50 MB is refused before it is read", async () => {
    const page = await ready("?v=2&context=200k");
    const before = await state(page);
    // The file is dropped on the page. Every method that would read it is replaced.
    const wasRead = await page.tab.evaluate(async () => {
      let wasRead = false;
      for (const name of ["arrayBuffer", "text", "stream", "bytes"]) Blob.prototype[name] = async () => (wasRead = true);
      FileReader.prototype.readAsText = FileReader.prototype.readAsArrayBuffer = () => (wasRead = true);
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(50e6)], "large.json", { type: "application/json" }));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
      await new Promise((done) => setTimeout(done, 200));
      return wasRead;
    });
    assert.equal(wasRead, false);
    assert.match(await status(page).textContent(), /“large\.json” was not opened\. It has a size of 50\.0 MB\. Allowed: up to 8 MB/);
    assert.deepEqual(await state(page), before);
  });

  test("a file may be dropped anywhere on the page, one at a time", async () => {
    const page = await ready();
    const drop = (names) =>
      page.tab.evaluate(
        ([names, text]) => {
          const transfer = new DataTransfer();
          for (const name of names) transfer.items.add(new File([text], name, { type: "application/json" }));
          const dispatch = (kind) => document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
          // True if the browser would open the file itself.
          return [dispatch("dragover"), dispatch("drop")];
        },
        [names, write({ link: "v=2&context=200k", saved: "2026-11-25", ...ABOUT })],
      );
    assert.deepEqual(await drop(["a.json", "b.json"]), [false, false]);
    assert.match(await status(page).textContent(), /one file at a time/);
    assert.equal(await page.query(), "");
    assert.deepEqual(await drop(["a.json"]), [false, false]);
    await status(page).filter({ hasText: "is open" }).waitFor();
    assert.equal(await page.query(), "v=2&context=200k");
    // Dropped text is left to the browser.
    const isLeft = await page.tab.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.setData("text/plain", "128k");
      return document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    });
    assert.equal(isLeft, true);
  });

  test("the link is copied, or shown where the clipboard is not available", async () => {
    const page = await ready("?v=2&context=200k&utm_source=mail");
    assert.deepEqual(await page.linkErrors, []);
    const address = await page.tab.evaluate(() => `${location.origin}${location.pathname}?v=2&context=200k`);
    await page.tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await button(page, "Copy link").click();
    await status(page).filter({ hasText: "copied" }).waitFor();
    assert.equal(await page.tab.evaluate(() => navigator.clipboard.readText()), address);
    await page.tab.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("no"))));
    await button(page, "Copy link").click();
    await status(page).filter({ hasText: `The link is ${address}` }).waitFor();
  });

  test("where the browser has a share sheet the link goes there, and a reader who closes it sees no message", async () => {
    const page = await open("?v=2&context=200k");
    await page.tab.addInitScript(() => {
      self.shared = [];
      Object.defineProperty(navigator, "share", {
        configurable: true,
        value: (what) => {
          self.shared.push(what);
          return self.failure ? Promise.reject(new DOMException("no", self.failure)) : Promise.resolve();
        },
      });
    });
    await page.tab.reload();
    await page.ready();
    await section(page).scrollIntoViewIfNeeded();
    const address = await page.tab.evaluate(() => location.href);
    const share = button(page, "Share link");
    for (const [failure, told] of [[undefined, ""], ["AbortError", ""], ["NotAllowedError", `The browser did not share it. The link is ${address}`]]) {
      await page.tab.evaluate((failure) => (self.failure = failure), failure);
      await share.click();
      await page.painted();
      assert.equal(await status(page).textContent(), told);
    }
    const shared = await page.tab.evaluate(() => self.shared);
    assert.deepEqual(shared.map(({ url }) => url), [address, address, address]);
    assert.match(shared[0].text, /earns \$/);
  });

  test("the section has its links, and all its buttons work", async () => {
    const page = await ready();
    assert.deepEqual(await section(page).getByRole("link").allTextContents(), ["Put it on your page", "Manual"]);
    for (const label of ["Copy link", "Save scenario", "Open scenario", "CSV", "Excel (XLSX)", "JSON", "Markdown", "Python", "Cite"]) await button(page, label).click({ trial: true });
  });
});

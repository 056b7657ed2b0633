// Injection payloads in scenario files that are dropped on the page: they stay texts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { write } from "../../src/script/files.js";
import { mountedPages } from "./fixtures.mjs";
import { PAYLOADS, watchPage } from "./payloads.mjs";

const open = mountedPages();

/** Drops files on the page, one after the other, and waits for the message about each. */
const drop = (page, texts, name) =>
  page.tab.evaluate(
    async ([texts, name]) => {
      const status = document.querySelector("[data-name=keep] [role=status]");
      for (const text of texts) {
        status.textContent = "";
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], name, { type: "application/json" }));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
        const isSaid = () => /is open|was not opened/.test(status.textContent);
        for (let times = 0; times < 4_000 && !isSaid(); times += 1) await new Promise((done) => setTimeout(done, 5));
        if (!isSaid()) throw new Error(`nothing is said of ${text}`);
      }
      return texts.length;
    },
    [texts, name],
  );

test(`${PAYLOADS.length} payloads in every text of a file stay texts`, async () => {
  assert.ok(PAYLOADS.length >= 200);
  const page = await open("?v=2&context=200k");
  // The script that opens files is loaded when the reader comes near.
  const section = page.named("keep");
  await section.scrollIntoViewIfNeeded();
  await section.locator("input[type=file]").waitFor({ state: "attached" });
  const breaches = await watchPage(page.tab);
  let count = 0;
  for (const payload of PAYLOADS) {
    // Every field that can contain a text. Fields of which a file lists all faults, or none, share one. All of them leave the
    // scenario as it is: a page that is computed again for each would take minutes.
    const [short, entry] = [payload.slice(0, 60), (name, value) => Object.fromEntries([[name, value]])];
    const files = {
      title: { title: payload.slice(0, 200), link: "v=2&context=100k" },
      link: { link: `v=2&context=100k&agents=${encodeURIComponent(payload.toWellFormed())}` },
      settings: { levers: { context: "100k", agents: short, ...entry(short, "1") }, shocks: [short] },
      saved: { link: "", saved: payload },
      form: { "token-factory": payload, link: "" },
      more: { link: payload, ...entry(payload, payload), version: payload, source: payload },
    };
    const texts = Object.values(files).map((content) => JSON.stringify({ "token-factory": 1, ...content }));
    count += await drop(page, texts, `${short.replace(/\//g, "")}.json`);
  }
  assert.equal(count, 6 * PAYLOADS.length);
  // Tables are read by a program that is started for each: some of the payloads, in every cell that is read.
  const some = PAYLOADS.filter((_, at) => at % 12 === 0).map((payload) => payload.slice(0, 200).toWellFormed());
  const cell = (text) => `"${text.replaceAll('"', '""')}"`;
  const tables = some.flatMap((payload) => [
    `name,label,value,unit\nfile.title,${cell(payload)},,\nfile.link,v=2&context=100k,,\n`,
    `name,label,value,unit\nplan.context,,${cell(payload.slice(0, 60))},\n${cell(`plan.${payload.slice(0, 60)}`)},,1,\nfile.link,${cell(payload)},,\n`,
  ]);
  await drop(page, tables, "table.csv");
  assert.deepEqual(await breaches(), []);
  // The page still works.
  const about = { version: "0.1.0", data: "2026-11-23", source: "https://example.org/tokens/" };
  await drop(page, [write({ link: "v=2&context=300k", ...about })], "scenario.json");
  await page.painted();
  assert.equal(await page.levers.valueText("context"), "300 thousand tokens");
});

// Faults of imported and exported files. A bad file is refused with the reason; a saved file opens as the same scenario.

import { parseCsv } from "../csv.mjs";
import { LINK } from "../expressions.mjs";

const QUERY = "?v=2&context=80k&shocks=gpu-cost";

/** Opens a file whose content is an expression. Returns the message of the page. */
const open = (page, name, content) =>
  page.evaluate(`(async () => {
    const input = document.querySelector("[data-name=keep] input[type=file]");
    const status = document.querySelector("[data-name=keep] [role=status]");
    status.textContent = "";
    const transfer = new DataTransfer();
    transfer.items.add(new File([${content}], ${JSON.stringify(name)}, { type: "application/json" }));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change"));
    for (let round = 0; round < 100 && status.textContent === ""; round += 1) await new Promise((done) => setTimeout(done, 50));
    return status.textContent;
  })()`);

/** Clicks a button that saves a file. Returns the text of the file, which is not downloaded. */
const saved = (page, which) =>
  page.evaluate(`(async () => {
    const blobs = [];
    const createObjectURL = URL.createObjectURL;
    URL.createObjectURL = (blob) => (blobs.push(blob), createObjectURL.call(URL, blob));
    HTMLAnchorElement.prototype.click = () => {};
    document.querySelector("[data-share=${which}]").click();
    for (let round = 0; round < 200 && blobs.length === 0; round += 1) await new Promise((done) => setTimeout(done, 50));
    URL.createObjectURL = createObjectURL;
    delete HTMLAnchorElement.prototype.click;
    return blobs[0].text();
  })()`);

/** Whether the buttons that save and open files work, which they do once the reader has come near them. */
const FILES_READY = `(() => {
    const part = document.querySelector("[data-name=keep]");
    part?.scrollIntoView();
    return part?.querySelector("input[type=file]") != null;
  })()`;

/** Opens the page and waits for these buttons. */
const openPage = async (visit, query = QUERY) => {
  const page = await visit(query);
  await page.wait(FILES_READY);
  return page;
};

export const faults = [
  {
    id: "files-1",
    title: "JSON with 10,000 levels",
    async run(visit, assert) {
      const page = await openPage(visit);
      const before = await page.evaluate(LINK);
      for (const content of [`"[".repeat(10000) + "]".repeat(10000)`, `'{"levers":'.repeat(10000) + "1" + "}".repeat(10000)`]) {
        assert.match(await open(page, "deep.json", content), /was not opened.*levels of brackets.*Nothing was changed/);
        assert.equal(await page.evaluate(LINK), before);
      }
    },
  },
  {
    id: "files-4",
    title: "a file of 50 MB is refused before it is read",
    async run(visit, assert) {
      const page = await openPage(visit);
      const before = await page.evaluate(LINK);
      await page.evaluate(`void (File.prototype.arrayBuffer = Blob.prototype.arrayBuffer = () => { window.isRead = true; return Promise.reject(new Error("read")); })`);
      assert.match(await open(page, "large.json", "new Uint8Array(50_000_000)"), /was not opened.*50\.0 MB.*Allowed: up to 8 MB/);
      assert.equal(await page.evaluate("window.isRead ?? false"), false);
      assert.equal(await page.evaluate(LINK), before);
    },
  },
  {
    id: "files-9",
    title: "no cell of the numbers is a formula, and losses stay numbers",
    async run(visit, assert) {
      const page = await openPage(visit, "?v=2&price_output=0.1&price_input=0.01&price_cached=0.001");
      const rows = parseCsv((await saved(page, "csv")).replace(/^\ufeff/, ""));
      assert.ok(rows.length > 300, `${rows.length} rows`);
      const profit = rows.find(([name]) => name === "profit.profit");
      assert.match(profit[2], /^-\d/);
      const isNumber = (cell) => cell !== "" && Number.isFinite(Number(cell));
      for (const cell of rows.flat()) assert.ok(isNumber(cell) || !/^[=+@\t\r\n-]/.test(cell), cell);
    },
  },
  {
    id: "files-10",
    title: "a file that is saved, opened and saved again is the same",
    async run(visit, assert) {
      const page = await openPage(visit);
      const first = await saved(page, "save");
      const scenario = JSON.parse(first);
      assert.deepEqual([scenario.link, scenario.levers.context, scenario.shocks], [QUERY.slice(1), "80k", ["gpu-cost"]]);
      const other = await openPage(visit, "");
      assert.match(await open(other, "scenario.json", JSON.stringify(first)), /is open/);
      assert.equal(await other.evaluate(LINK), scenario.link);
      assert.equal(await saved(other, "save"), first);
    },
  },
];

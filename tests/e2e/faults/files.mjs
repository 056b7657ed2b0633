// Faults of files: what is no scenario changes nothing and is told why; what is saved opens as it was, and runs nowhere.

import { FORMULAS } from "../payloads.mjs";

const QUERY = "?v=2&context=80k&shocks=gpu-cost";
const LINK = "document.documentElement.dataset.link";

/** Opens a file made of an expression, and gives what is said of it. */
const open = (page, name, made) =>
  page.evaluate(`(async () => {
    const input = document.querySelector("[data-name=keep] input[type=file]");
    const status = document.querySelector("[data-name=keep] [role=status]");
    status.textContent = "";
    const held = new DataTransfer();
    held.items.add(new File([${made}], ${JSON.stringify(name)}, { type: "application/json" }));
    input.files = held.files;
    input.dispatchEvent(new Event("change"));
    for (let round = 0; round < 100 && status.textContent === ""; round += 1) await new Promise((done) => setTimeout(done, 50));
    return status.textContent;
  })()`);

/** Presses a button of the section and gives the text of the file that it saves, which goes nowhere. */
const saved = (page, which) =>
  page.evaluate(`(async () => {
    const made = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => (made.push(blob), make.call(URL, blob));
    HTMLAnchorElement.prototype.click = () => {};
    document.querySelector("[data-keep=${which}]").click();
    for (let round = 0; round < 200 && made.length === 0; round += 1) await new Promise((done) => setTimeout(done, 50));
    URL.createObjectURL = make;
    delete HTMLAnchorElement.prototype.click;
    return made[0].text();
  })()`);

/** The page with files at hand. */
const desk = async (visit) => {
  const page = await visit(QUERY);
  await page.wait(`document.querySelector("[data-name=keep] input[type=file]") !== null`);
  return page;
};

export const faults = [
  {
    id: "I1",
    title: "JSON with 10,000 levels",
    async run(visit, assert) {
      const page = await desk(visit);
      const before = await page.evaluate(LINK);
      for (const made of [`"[".repeat(10000) + "]".repeat(10000)`, `'{"levers":'.repeat(10000) + "1" + "}".repeat(10000)`]) {
        assert.match(await open(page, "deep.json", made), /was not opened.*levels of brackets.*Nothing was changed/);
        assert.equal(await page.evaluate(LINK), before);
      }
    },
  },
  {
    id: "I4",
    title: "a file of 50 MB is refused before it is read",
    async run(visit, assert) {
      const page = await desk(visit);
      const before = await page.evaluate(LINK);
      await page.evaluate(`void (File.prototype.arrayBuffer = Blob.prototype.arrayBuffer = () => { window.isRead = true; return Promise.reject(new Error("read")); })`);
      assert.match(await open(page, "large.json", "new Uint8Array(50_000_000)"), /was not opened.*50\.0 MB.*Allowed is up to 1 MB/);
      assert.equal(await page.evaluate("window.isRead ?? false"), false);
      assert.equal(await page.evaluate(LINK), before);
    },
  },
  {
    id: "I9",
    title: "no cell of the numbers is a formula, and losses stay numbers",
    async run(visit, assert) {
      const page = await desk(visit);
      const module = await page.evaluate(`document.querySelector("script[data-late]").dataset.late.split(" ").find((name) => name.startsWith("files-"))`);
      // Texts as they could stand in a label or a reason.
      const cells = await page.evaluate(`import(new URL(${JSON.stringify(module)}, document.querySelector("script[data-late]").src).href)
        .then(({ cell }) => ${JSON.stringify(FORMULAS)}.map((text) => cell(text)))`);
      assert.ok(cells.length > 5);
      for (const cell of cells) assert.match(cell, /^"?'/, cell);
      await page.goto((await page.evaluate("location.origin + location.pathname")) + "?v=2&price_output=0.1&price_input=0.01&price_cached=0.001");
      await page.wait(`document.querySelector("[data-name=keep] input[type=file]") !== null`);
      const rows = (await saved(page, "numbers")).split("\r\n").filter(Boolean);
      assert.ok(rows.length > 300, `${rows.length} rows`);
      const profit = rows.find((row) => row.startsWith("profit.profit,"));
      assert.match(profit, /^profit\.profit,[^,]*,-\d/);
      for (const row of rows) assert.doesNotMatch(row, /(?:^|,)"?(?:[=+@\t]|-(?!\d))/, row);
    },
  },
  {
    id: "I10",
    title: "saved, opened and saved again it is the same file",
    async run(visit, assert) {
      const page = await desk(visit);
      const first = await saved(page, "save");
      const held = JSON.parse(first);
      assert.deepEqual([held.link, held.levers.context, held.shocks], [QUERY.slice(1), "80k", ["gpu-cost"]]);
      const other = await visit("");
      await other.wait(`document.querySelector("[data-name=keep] input[type=file]") !== null`);
      assert.match(await open(other, "scenario.json", JSON.stringify(first)), /is open/);
      assert.equal(await other.evaluate(LINK), held.link);
      assert.equal(await saved(other, "save"), first);
    },
  },
];

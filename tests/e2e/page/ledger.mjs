// The ledger: every number of the model with its formula and its inputs, or its source.

const LEDGER = '[data-name="ledger"]';
const ROW = "[id].row";

export class Ledger {
  /** @param {import("./factory-page.mjs").FactoryPage} page */
  constructor(page) {
    this.page = page;
    this.tab = page.tab;
  }

  /** Every row, after unfolding all stages: `{ name, shown, formula, inputs, source }`. */
  async rows() {
    await this.page.unfold(LEDGER);
    await this.tab.locator(`${LEDGER} details`).first().waitFor({ state: "attached", timeout: 20_000 });
    await this.page.unfold(`${LEDGER} details`);
    // The web worker renders the rows of each stage.
    await this.tab.waitForFunction(
      ([ledger, row]) => [...document.querySelectorAll(`${ledger} details[data-stage]`)].every((stage) => stage.querySelector(row)),
      [LEDGER, ROW],
    );
    return this.tab.locator(`${LEDGER} ${ROW}`).evaluateAll((rows) =>
      rows.map((row) => ({
        name: row.id,
        shown: row.querySelector(".row-value").textContent,
        formula: row.querySelector(".formula")?.textContent ?? "",
        inputs: [...row.querySelectorAll(".inputs a")].map((link) => link.getAttribute("href")),
        source: row.querySelector("cite")?.textContent.trim() ?? "",
      })),
    );
  }
}

// The section on chances: random draws of the scenario, shown as twenty dots and as sentences.

export class Draws {
  /** @param {import("./factory-page.mjs").FactoryPage} page */
  constructor(page) {
    this.page = page;
  }

  get section() {
    return this.page.named("chances");
  }

  /** Waits until all draws of the current scenario are shown, in the charts too. */
  async finished() {
    const finished = '[data-name="chances"]:is([data-draws="10000"], [data-draws="none"])[data-band="true"]';
    await this.page.tab.locator(finished).waitFor({ timeout: 20_000 });
    await this.page.painted();
  }

  /** How many draws of the current scenario are shown. */
  async count() {
    return Number(await this.section.getAttribute("data-draws"));
  }

  /** How many of the twenty dots represent a profit. */
  profitableDots() {
    return this.page.named("cases").locator(".case:not(.is-loss, .is-unknown)").count();
  }
}

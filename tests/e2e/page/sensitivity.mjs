// The section on the inputs that change profit most: a prerendered picture, and a bar chart after the first change.

export class Sensitivity {
  /** @param {import("./factory-page.mjs").FactoryPage} page */
  constructor(page) {
    this.page = page;
  }

  get section() {
    return this.page.named("swings");
  }

  get picture() {
    return this.section.locator("img");
  }

  get table() {
    return this.section.locator('[data-name="table-swings"]');
  }

  /** The bars, each a link; there are none while the prerendered picture is shown. */
  get bars() {
    return this.section.locator('[data-name="swing"]');
  }

  get finding() {
    return this.section.locator('[data-name="swings-finding"]');
  }
}

// The section on how accurate the numbers are.

export class Accuracy {
  /** @param {import("./factory-page.mjs").FactoryPage} page */
  constructor(page) {
    this.page = page;
  }

  get section() {
    return this.page.named("right");
  }

  /** The part of the section that is loaded when it is unfolded. */
  get details() {
    return this.page.named("right-part");
  }

  toggleDetails() {
    return this.page.named("right-details").locator("summary").click();
  }
}

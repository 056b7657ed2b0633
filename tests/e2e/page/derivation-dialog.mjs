// The dialog that explains how a number is computed.

export class DerivationDialog {
  /** @param {import("./factory-page.mjs").FactoryPage} page */
  constructor(page) {
    this.page = page;
  }

  get root() {
    return this.page.named("why");
  }

  /** The derivation of a number, if the dialog shows it. */
  derivation(name) {
    return this.root.locator(`[data-name="derivation"][data-why="${name}"]`);
  }

  /** A button at the top of the dialog: “Back” or “Close”. */
  button(label) {
    return this.root.locator(".why-head").getByRole("button", { name: label, exact: true });
  }

  /** The first link in the dialog to another number. */
  link(name) {
    return this.root.locator(`a[data-number="${name}"]`).first();
  }

  /** Waits until the dialog is closed, and the address has no number. */
  async closed() {
    await this.root.waitFor({ state: "hidden" });
    await this.page.tab.waitForFunction(() => !location.hash.startsWith("#why="));
  }
}

/** Types of the element that `embed.js` defines. */

/** What is set, as in a link: levers that differ from their default, and shocks. */
export interface TokenFactoryScenario {
  levers?: Record<string, string | number>;
  shocks?: string[];
}

/** What the factory shows. */
export interface TokenFactoryState {
  /** The scenario as the query of a link, empty for the baseline. */
  link: string;
  scenario: { levers: Record<string, string>; shocks: string[] };
  /** Numbers of the equation in base units, by their name in the sheet; null where one cannot be computed. */
  results: Record<"profit.profit" | "profit.tokens" | "profit.token_price" | "profit.token_cost", number | null>;
  /** What of the scenario could not be read, a sentence each. */
  faults: string[];
}

export interface TokenFactoryElement extends HTMLElement {
  src: string | null;
  scenario: string | TokenFactoryScenario | null;
  levers: string | null;
  charts: string | null;
  theme: "auto" | "light" | "dark" | null;
  /** `none` lets the ground of the page show through. */
  ground: "own" | "none" | null;
  lock: boolean;
  height: string | number | null;
  sandbox: string | null;
  /**
   * Sets a scenario. Where many are set at once the last counts, and all give the state after it.
   *
   * This and `get` end within 30 seconds, with a state or with a `DOMException` by one of these names: `DataError` (no
   * scenario), `OperationError` (the program stopped), `NetworkError` and `SyntaxError` (no frame), `AbortError` (the
   * element was removed or its frame made anew), `QuotaExceededError` (thousands of messages wait), `TimeoutError`.
   */
  set(scenario: string | TokenFactoryScenario): Promise<TokenFactoryState>;
  /** The present state. */
  get(): Promise<TokenFactoryState>;
  subscribe(listener: (state: TokenFactoryState) => void): () => void;
}

declare global {
  interface HTMLElementTagNameMap {
    "token-factory": TokenFactoryElement;
  }
  interface HTMLElementEventMap {
    "tokenfactory-ready": CustomEvent<TokenFactoryState>;
    "tokenfactory-change": CustomEvent<TokenFactoryState>;
    "tokenfactory-error": CustomEvent<{ message: string }>;
  }
}

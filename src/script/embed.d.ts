/** Types of the element that `embed.js` defines. */

/** A scenario, as in a link: the levers that differ from their default, and the active shocks. */
export interface TokenFactoryScenario {
  levers?: Record<string, string | number>;
  shocks?: string[];
}

/** The scenario shown, with its results. */
export interface TokenFactoryState {
  /** The scenario as the query of a link, empty for the baseline. */
  link: string;
  scenario: { levers: Record<string, string>; shocks: string[] };
  /** The numbers of the equation in base units, by their name in the sheet; null if one cannot be computed. */
  results: Record<"profit.profit" | "profit.tokens" | "profit.token_price" | "profit.token_cost", number | null>;
  /** A sentence for each part of the scenario that could not be read. */
  faults: string[];
}

export interface TokenFactoryElement extends HTMLElement {
  src: string | null;
  scenario: string | TokenFactoryScenario | null;
  levers: string | null;
  charts: string | null;
  theme: "auto" | "light" | "dark" | null;
  /** `none` makes the background transparent. */
  ground: "own" | "none" | null;
  lock: boolean;
  height: string | number | null;
  sandbox: string | null;
  /**
   * Sets a scenario. If several are set in quick succession the last one counts, and every call resolves to the state after it.
   *
   * This and `get` settle within 30 seconds, with a state or with a `DOMException` of one of these names: `DataError` (not a
   * scenario), `OperationError` (the program stopped), `NetworkError` and `SyntaxError` (no frame), `AbortError` (the
   * element was removed or its frame was replaced), `QuotaExceededError` (thousands of messages are waiting), `TimeoutError`.
   */
  set(scenario: string | TokenFactoryScenario): Promise<TokenFactoryState>;
  /** The current state. */
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

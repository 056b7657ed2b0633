/** The version of the model. */
export declare const version: string;

/** A lever's value: a number in the lever's unit, a text as in a link ("128k", "gb300"), a switch as true or false. */
export type Setting = number | string | boolean;

/** A scenario; levers that are not named have their default value. */
export interface Scenario {
  /** Levers by their names in links. */
  levers?: Record<string, Setting>;
  /** Shocks by their names in links. */
  shocks?: string[];
}

/** A number of the sheet. */
export interface Result {
  /** Its name on the page. */
  label: string;
  /** Its unit; empty for a bare number. */
  unit: string;
  /** The value in that unit; null if it cannot be computed. */
  value: number | null;
  /** The reason, if it cannot be computed. */
  reason?: string;
}

/** The results of a scenario. */
export interface Evaluation {
  /** Every lever with the value that was used, and the shocks. Passed to `evaluate`, it gives the same results. */
  scenario: { levers: Record<string, Setting>; shocks: string[] };
  /** The query of the link to this scenario; empty for the baseline. */
  link: string;
  /** Every number of the sheet by its full name, such as `profit.profit`. */
  results: Record<string, Result>;
  /** Remarks on this scenario, as sentences. */
  notes: string[];
}

/** A lever. */
export interface Lever {
  /** Its name in scenarios and links. */
  id: string;
  /** Its name on the page. */
  label: string;
  /** Its unit; empty for a bare number. */
  unit: string;
  /** The lowest value of a numeric lever. */
  min?: number;
  /** The highest value of a numeric lever. */
  max?: number;
  /** Its value in the baseline scenario. */
  default: Setting;
  /** The choices of a lever that is a list. */
  choices?: { id: string; label: string }[];
}

/** Thrown if a scenario cannot be read. Nothing was computed. */
export declare class ScenarioError extends Error {
  constructor(faults: string[]);
  /** A sentence for each part that could not be read, with what is allowed. */
  readonly faults: string[];
}

/** Loads the model, once. Everything else waits for this. */
export declare function load(): Promise<{
  evaluate: typeof evaluate;
  levers: typeof levers;
  version: string;
}>;

export default load;

/**
 * Computes a scenario, or the query of a link.
 *
 * @throws {ScenarioError} if any part of it cannot be read
 */
export declare function evaluate(scenario?: string | Scenario): Evaluation;

/** Every lever, in the order of the page. */
export declare function levers(): Lever[];

/** The version of the model. */
export declare const version: string;

/** A lever's value: a number in the lever's unit, a text as in a link ("128k", "gb300"), a switch as true or false. */
export type Setting = number | string | boolean;

/** What is set; what is not named is at its default. */
export interface Scenario {
  /** Levers by their names in links. */
  levers?: Record<string, Setting>;
  /** Shocks by their names in links. */
  shocks?: string[];
}

/** A number of the sheet. */
export interface Result {
  /** What it is called on the page. */
  label: string;
  /** What it is counted in; empty for a bare number. */
  unit: string;
  /** So many of the unit; null where it cannot be computed. */
  value: number | null;
  /** Why it cannot be computed, where it cannot. */
  reason?: string;
}

/** What follows from a scenario. */
export interface Evaluation {
  /** Every lever with the value that was used, and the shocks. Given to `evaluate` it yields the same. */
  scenario: { levers: Record<string, Setting>; shocks: string[] };
  /** The query of the link that has this scenario; empty where nothing was set. */
  link: string;
  /** Every number of the sheet by its full name, such as `profit.profit`. */
  results: Record<string, Result>;
  /** What to know of this scenario, in sentences. */
  notes: string[];
}

/** Something that can be set. */
export interface Lever {
  /** Its name in scenarios and links. */
  id: string;
  /** What it is called on the page. */
  label: string;
  /** What it is counted in; empty for a bare number. */
  unit: string;
  /** Lowest value, of a number. */
  min?: number;
  /** Highest value, of a number. */
  max?: number;
  /** The value that nobody has touched. */
  default: Setting;
  /** What may be chosen, of a list. */
  choices?: { id: string; label: string }[];
}

/** A scenario that cannot be read. Nothing was computed. */
export declare class ScenarioError extends Error {
  constructor(faults: string[]);
  /** A sentence for each thing that could not be read, and what is allowed. */
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
 * @throws {ScenarioError} where something of it cannot be read
 */
export declare function evaluate(scenario?: string | Scenario): Evaluation;

/** Every lever, in the order of the page. */
export declare function levers(): Lever[];

// Scenarios and numbers as files, citations, and the link to copy.
//
// Loaded once the page works. A scenario file contains the link of a scenario and its content in readable form, for
// people and for other programs. Data from a file takes only one path: it is converted back to a link, which the
// program reads like any other. Nothing from a file is put into an object or into the page; its texts are shown as
// text.
//
// A file with CSV is read by the program that writes files, which returns a link.
//
// A price sheet is a file from others, with the prices of many models. The program that writes files also reads it,
// in its worker, and returns a link: the script only asks which model is meant.
//
// The only time information in the file is the day on which it was saved. It keeps that day and its title as long as
// its scenario is the one on the page: opened and saved again it is the same file, byte for byte.

/** Maximum size in bytes of a file that is opened, as in `src/export/import.rs`. A scenario has about one thousand,
 * one with every number a million. */
export const LARGEST = 8_000_000;
/** Maximum nesting of brackets: a scenario has two levels. */
const DEEPEST = 8;
/** Maximum number of letters of a name or a value, of a title, of a link; maximum number of entries in a list. */
const WORD = 60;
const LINE = 200;
const LINK = 8_000;
const MOST = 200;
/** Number of names that are listed; the rest are counted. */
const MOST_SHOWN = 5;
/** The version of the file format. */
const FORM = 1;

const TITLE = "Scenario of the Token Factory";
/** Title of a file with every number (`src/export/about.rs`). A scenario opened from it is saved without them. */
const NUMBERS_TITLE = "Token Factory: every number of a scenario";

/** Why a file is not opened: what is wrong, and what is allowed. */
export class FileFault extends Error {}

const refuse = (sentence) => {
  throw new FileFault(sentence);
};

const isText = (value, most) => typeof value === "string" && value.length <= most;
const quoted = (value) => `“${String(value).slice(0, WORD)}”`;

/**
 * Checks a file before it is read.
 *
 * @param {{ name: string, size: number, type: string }} file
 */
export function look({ name, size, type }) {
  if (size > LARGEST) refuse(`It has a size of ${(size / 1e6).toFixed(1)} MB. Allowed: up to ${LARGEST / 1e6} MB; a scenario with every number has about one.`);
  if (!/\.(json|csv)$/i.test(name)) refuse("Its name does not end in .json or .csv. Allowed: scenario files (.json, .csv) and price sheets (.json).");
  // Windows takes a .csv for a file of its spreadsheet, Android has a longer name for it.
  if (type !== "" && !/json|csv|comma-separated|^text\/plain|excel/.test(type)) refuse(`It is of the type ${quoted(type)}. Allowed: application/json and text/csv.`);
  if (size === 0) refuse("It is empty. Allowed: a scenario file.");
}

/** The text of a file. */
function decoded(bytes) {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) || bytes.subarray(0, 200).includes(0);
  if (isWide) refuse("It is written in UTF-16 or is not text. Allowed: text in UTF-8.");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse("It is not written in UTF-8. Nothing else is allowed.");
  }
}

/** Names that only occur in price sheets: in the format of LiteLLM, or of models.dev. */
const SHEETS = [['"input_cost_per_token"'], ['"output_cost_per_token"'], ['"tiered_pricing"'], ['"litellm_provider"'], ['"models"', '"cost"']];

/**
 * Whether a text is to be read as a price sheet, by the same rule as `is_sheet` in `src/export/prices.rs`.
 *
 * @param {string} text
 */
export function isPriceSheet(text) {
  return /^\s*\{/.test(text) && !/"token-factory"[ \t\r\n]*:/.test(text) && SHEETS.some((names) => names.every((name) => text.includes(name)));
}

/** Scans the characters of a JSON text: its depth must be known before it is parsed, and so must names that occur
 * twice in an object, since a JSON parser silently keeps the last. */
function twice(text) {
  const open = [];
  let isName = false;
  let found;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') {
      const from = at;
      for (at += 1; at < text.length && text[at] !== '"'; at += 1) if (text[at] === "\\") at += 1;
      if (!isName) continue;
      isName = false;
      let name = text.slice(from, at + 1);
      try {
        name = JSON.parse(name);
      } catch {
        // The whole text is invalid, too, which is reported later.
      }
      const names = open.at(-1);
      if (names.has(name)) found ??= name;
      names.add(name);
    } else if (sign === "{" || sign === "[") {
      open.push(sign === "{" ? new Set() : undefined);
      isName = sign === "{";
      if (open.length > DEEPEST) refuse(`It has more than ${DEEPEST} levels of brackets within brackets. A scenario has two.`);
    } else if (sign === "}" || sign === "]") {
      open.pop();
      isName = false;
    } else if (sign === ",") {
      isName = open.at(-1) !== undefined;
    }
  }
  return found;
}

/** The content of a JSON text. */
function parsed(text) {
  const double = twice(text);
  let held;
  try {
    held = JSON.parse(text);
  } catch {
    refuse("It is not valid JSON: a part is missing, or a character is in the wrong place. Allowed: a file as “Save scenario” writes it.");
  }
  if (typeof held !== "object" || held === null || Array.isArray(held)) refuse("It contains no scenario. Allowed: an object in braces.");
  if (double !== undefined) refuse(`It has ${quoted(double)} twice in one place. Each name is allowed once.`);
  return held;
}

/** Levers and shocks of a link: names and values as written there; and the scenario that it is compared with. */
function ofLink(link) {
  const [levers, shocks] = [new Map(), new Set()];
  let version = "2";
  let compared;
  const seen = new Set();
  for (const [name, value] of new URLSearchParams(link)) {
    if (seen.has(name)) refuse(`Its link has ${quoted(name)} twice. Each lever is allowed once.`);
    seen.add(name);
    if (name === "v") version = value;
    else if (name === "vs") compared = value;
    else if (name === "shocks") for (const slug of value.split(",").filter(Boolean)) shocks.add(slug);
    else levers.set(name, value);
  }
  return { levers, shocks, version, compared };
}

/** Levers as a file lists them. */
function listed(held) {
  const levers = new Map();
  const isRecord = typeof held === "object" && held !== null && !Array.isArray(held);
  if (!isRecord) refuse("Its “levers” are not an object. Allowed: names of levers with their values.");
  for (const [name, value] of Object.entries(held)) {
    if (name === "" || name.length > WORD || name === "v" || name === "vs" || name === "shocks") refuse(`There is no lever called ${quoted(name)}.`);
    const isValue = isText(value, WORD) || typeof value === "number" || typeof value === "boolean";
    // JSON has numbers of any size; a script parses those that are too large as infinite.
    if (typeof value === "number" && !Number.isFinite(value)) {
      refuse(`Its lever ${quoted(name)} has a number that is too large. The largest power of ten is 1e300.`);
    }
    if (!isValue) refuse(`Its lever ${quoted(name)} has a value that cannot be read. Allowed: numbers, true, false, and texts of up to ${WORD} letters.`);
    levers.set(name, typeof value === "boolean" ? (value ? "on" : "off") : String(value));
  }
  if (levers.size > MOST) refuse(`It has more than ${MOST} levers; there are not that many.`);
  return levers;
}

/** Shocks as a file lists them. */
function struck(held) {
  const isList = Array.isArray(held) && held.length <= MOST && held.every((slug) => isText(slug, WORD) && slug !== "" && !slug.includes(","));
  if (!isList) refuse("Its “shocks” are not a list of names.");
  const shocks = new Set(held);
  if (shocks.size < held.length) refuse("Its “shocks” have a name twice. Each is allowed once.");
  return shocks;
}

const isSame = (one, other) =>
  one.size === other.size && [...one.keys()].every((name) => other.has(name) && (!(one instanceof Map) || one.get(name) === other.get(name)));

/**
 * Reads a scenario file.
 *
 * @param {Uint8Array} bytes the content of the file
 * @param {Set<string>} [known] names of levers, if they are known: a file with none of them is refused
 * @returns {{ query: string, title: string, saved: string | undefined }} the query of a link, and the title and day
 *   stated in the file
 * @throws {FileFault}
 */
export function read(bytes, known) {
  const held = parsed(decoded(bytes));
  // Names that every object inherits do not count as part of a file.
  const of = (name) => (Object.hasOwn(held, name) ? held[name] : undefined);
  const form = of("token-factory");
  if (form === undefined) refuse("It is not a scenario of the Token Factory, which has “token-factory”: 1, nor a price sheet in the form of LiteLLM or models.dev.");
  if (!Number.isInteger(form) || form < 1) refuse("Its “token-factory” is not a version. Allowed: 1.");
  if (form > FORM) refuse(`It was made by a later version (${quoted(form)}). Allowed: ${FORM}. Reload this page and try again.`);
  const [title = TITLE, saved] = [of("title"), of("saved")];
  if (!isText(title, LINE)) refuse(`Its “title” is not a text of up to ${LINE} letters.`);
  if (saved !== undefined && !(isText(saved, 10) && /^\d{4}-\d\d-\d\d$/.test(saved))) refuse("Its “saved” is not a date. Allowed: one like 2026-11-25.");
  const [link, levers, shocks] = [of("link"), of("levers"), of("shocks")];
  if (link === undefined && levers === undefined && shocks === undefined) refuse("It has neither a “link” nor “levers” nor “shocks”.");
  if (link !== undefined && !isText(link, LINK)) refuse(`Its “link” is not a text of up to ${LINK} letters.`);
  const said = ofLink(link ?? "");
  const set = levers === undefined ? said.levers : listed(levers);
  const active = shocks === undefined ? said.shocks : struck(shocks);
  if (link !== undefined && !(isSame(said.levers, set) && isSame(said.shocks, active))) {
    refuse("Its link says one thing, its levers and shocks another. Keep one of the two and remove the other from the file.");
  }
  if (known && set.size > 0 && active.size === 0 && ![...set.keys()].some((name) => known.has(name))) {
    const names = [...set.keys()];
    const more = names.length > MOST_SHOWN ? ` and ${names.length - MOST_SHOWN} more` : "";
    refuse(`None of its levers is known here: ${names.slice(0, MOST_SHOWN).map(quoted).join(", ")}${more}. Allowed: those of the manual.`);
  }
  return { query: query(said.version, set, active, said.compared), title: title === NUMBERS_TITLE ? TITLE : title, saved };
}

/** The query of a link. */
function query(version, levers, shocks, compared) {
  if (levers.size === 0 && shocks.size === 0 && compared === undefined && version === "2") return "";
  try {
    const pairs = [["v", version], ...levers].map((pair) => pair.map(encodeURIComponent).join("="));
    if (shocks.size > 0) pairs.push(`shocks=${[...shocks].map(encodeURIComponent).join(",")}`);
    // Colons, semicolons and commas are kept, so that the scenario is readable in the address.
    if (compared !== undefined) pairs.push(`vs=${encodeURIComponent(compared).replace(/%(3A|3B|2C)/g, decodeURIComponent)}`);
    return pairs.join("&");
  } catch {
    return refuse("A name or a value contains an incomplete character.");
  }
}

/**
 * A scenario file.
 *
 * @param {{ link: string, title?: string, saved?: string, version: string, data: string, source: string }} about the
 *   query of the scenario's link, the title of the file, the day, the version of the model, the day of its data, the
 *   address of the page
 * @returns {string}
 */
export function write({ link, title = TITLE, saved = new Date().toISOString().slice(0, 10), version, data, source }) {
  const { levers, shocks } = ofLink(link);
  const file = { "token-factory": FORM, title, link, levers: Object.fromEntries(levers), shocks: [...shocks], saved, version, data, source };
  return `${JSON.stringify(file, null, 2)}\n`;
}

// The program for files.

/** Its worker. */
const WORKER = "./files-worker.js";
/** Milliseconds to wait for files before reporting a failure. */
const PATIENCE = 60_000;

/** Export formats: the name used by the program, and the label. */
const TAKEN = [
  ["csv", "CSV"],
  ["xlsx", "Excel (XLSX)"],
  ["json", "JSON"],
  ["md", "Markdown"],
  ["py", "Python"],
];
/** The forms of a citation, in the same format. */
const CITED = [
  ["text", "Text"],
  ["bibtex", "BibTeX"],
  ["csl", "CSL-JSON"],
];

/**
 * Lets the worker write a scenario to files, read one from a file, or set the prices of a price sheet in it.
 *
 * @param {{ link: string, formats: string[], day: string, site: string } | { scenario: Uint8Array } |
 *   { link: string, sheet: Uint8Array, model?: string }} request
 * @returns {Promise<{ files?: { name: string, type: string, bytes: Uint8Array }[], models?: string[], query?: string,
 *   title?: string, said?: string, fault?: string }>} a file for each format; or the models of the sheet, one of which must
 *   be named; or the query of a link, with the title of its file or what was set; or the error
 */
async function asked(request) {
  const worker = new Worker(new URL(WORKER, import.meta.url), { type: "module" });
  let timer;
  try {
    return await new Promise((done, failed) => {
      timer = setTimeout(() => failed(new Error("The program for files has not answered for a minute. Try again.")), PATIENCE);
      worker.addEventListener("message", ({ data }) => done(data));
      worker.addEventListener("error", () => failed(new Error("The program for files could not be loaded: check the connection and try again.")));
      worker.postMessage(request);
    });
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

/** The files of a scenario, one for each format. */
async function written(request) {
  const { files, fault } = await asked(request);
  if (!files) throw new Error(fault);
  return files;
}

/** The scenario of a file with CSV, as `read` returns that of one with JSON, and what should be known about it. */
async function readTable(bytes) {
  const { query, title, said, fault } = await asked({ scenario: bytes }).catch((error) => ({ fault: error.message }));
  if (fault !== undefined) refuse(fault);
  return { query, title: title === "" || title === NUMBERS_TITLE ? TITLE : title, said };
}

/** An element with attributes and children. */
function make(tag, attributes, ...held) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...held);
  return element;
}

// The page.

/** Sets up the part of the page that this script is for. */
function share(section) {
  const root = document.documentElement;
  const said = section.querySelector("[role=status]");
  const about = () => ({
    version: section.dataset.version,
    data: document.querySelector(".colophon time")?.dateTime ?? "",
    source: location.origin + location.pathname,
  });
  const link = () => root.dataset.link ?? location.search.slice(1);
  const address = () => location.origin + location.pathname + (link() && `?${link()}`);
  /** The title and day of the last opened file, and its link. */
  let kept = {};

  const say = (text, isFault = false) => {
    said.classList.toggle("fault", isFault);
    said.textContent = text;
    if (isFault) said.scrollIntoView({ block: "nearest" });
  };

  const save = (name, type, held) => {
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(new Blob([held], { type }));
    anchor.download = name;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
    say(`${name} is saved where your browser puts downloads.`);
  };

  /** Makes the page read its changed address. Returns the parts that it could not parse. */
  const follow = async (change) => {
    change();
    dispatchEvent(new PopStateEvent("popstate"));
    // Once it has read the link, the page lists at its top the parts that it could not parse.
    await new Promise((done) => setTimeout(done, 50));
    return [...document.querySelectorAll(".faults:not([hidden]) li")].map((fault) => fault.textContent);
  };

  /** The number of files that were opened: one that is read slowly does not replace a later one. */
  let turn = 0;

  const open = async (file) => {
    const called = quoted(file.name);
    const own = ++turn;
    sheets.close();
    try {
      look(file);
      const bytes = new Uint8Array(await file.arrayBuffer().catch(() => refuse("The browser could not read it.")));
      if (own !== turn) return;
      const text = decoded(bytes);
      if (isPriceSheet(text)) return await sheets.open(called, bytes);
      const known = new Set([...document.querySelectorAll("[data-lever]")].map((lever) => lever.dataset.lever));
      const isTable = /\.csv$/i.test(file.name) && !/^\s*\{/.test(text);
      if (isTable) say(`Reading ${called} …`);
      const { query, title, saved, said = "" } = isTable ? await readTable(bytes) : read(bytes, known);
      if (own !== turn) return;
      const before = link();
      const faults = await follow(() => history.pushState(null, "", location.pathname + (query && `?${query}`)));
      if (faults.length > 0 && link() === "" && before !== "") {
        // None of it could be parsed: the previous scenario is restored.
        await follow(() => history.replaceState(null, "", `${location.pathname}?${before}`));
        refuse(faults.join(" "));
      }
      kept = { link: link(), title, saved };
      if (faults.length > 0) say(`${called} is open, but not all of it. ${faults.join(" ")}`, true);
      else say([`${called} is open: ${title}.`, said, "Undo reverts it."].filter(Boolean).join(" "));
    } catch (fault) {
      if (!(fault instanceof FileFault)) throw fault;
      if (own !== turn) return;
      say(`${called} was not opened. ${fault.message} Nothing was changed.`, true);
    }
  };

  const sheets = priceSheets({ section, said, say, link, follow });

  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".json,.csv,application/json,text/csv,text/comma-separated-values";
  input.hidden = true;
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (file) open(file);
    // Allows choosing the same file again.
    input.value = "";
  });
  section.append(input);

  const DOES = {
    copy: async () => {
      try {
        await navigator.clipboard.writeText(address());
        say("The link is copied.");
      } catch {
        say(`The browser does not allow copying here. The link is ${address()}`);
      }
    },
    share: async () => {
      const text = document.querySelector(".finding")?.textContent.trim() ?? "";
      try {
        await navigator.share({ title: document.title, text, url: address() });
      } catch (error) {
        // Closed by the reader: this is not an error.
        if (error.name !== "AbortError") say(`The browser did not share it. The link is ${address()}`);
      }
    },
    save: () => {
      const { title, saved } = kept.link === link() ? kept : {};
      save("token-factory.json", "application/json", write({ link: link(), title, saved, ...about() }));
    },
    open: () => input.click(),
  };
  // Phones, and some computers, have a share sheet.
  if (navigator.share) section.querySelector("[data-share=copy]").before(make("button", { type: "button", "data-share": "share" }, "Share link"));
  for (const button of section.querySelectorAll("[data-share]")) button.addEventListener("click", DOES[button.dataset.share]);

  takeAway({ section, said, say, save, link, source: about().source });

  // A file dropped anywhere on the page: without this the browser would navigate to it.
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    const { files } = event.dataTransfer;
    if (files.length === 1) open(files[0]);
    else say("Nothing was opened. Allowed: one file at a time.", true);
  });
}

/** Opens price sheets, with the form that asks for a model if a sheet has prices of several. */
function priceSheets({ section, said, say, link, follow }) {
  const field = make("input", { id: "price-model", list: "price-models", name: "model", type: "text", required: "", autocomplete: "off", spellcheck: "false", "aria-describedby": "price-hint" });
  const hint = make("p", { id: "price-hint", class: "small" });
  const names = make("datalist", { id: "price-models" });
  const cancel = make("button", { type: "button" }, "Cancel");
  const form = make(
    "form",
    { hidden: "", "aria-label": "Model of the price sheet", "data-name": "price-sheet" },
    make("div", { class: "ways" }, make("label", { for: "price-model" }, "Model"), field, make("button", { type: "submit" }, "Apply"), cancel),
    hint,
    names,
  );
  // It has room for the names of models, which are long, and for touch input.
  Object.assign(field.style, { flex: "1 1 14rem", maxWidth: "28rem", minWidth: "0", minHeight: "var(--hit)", padding: "0 0.5rem", border: "1px solid var(--control)", borderRadius: "4px", background: "var(--ground)" });
  said.after(form);

  /** The open sheet; `undefined` if no model is being asked for. */
  let sheet;
  /** Counts operations: an answer to an earlier one is outdated. */
  let turn = 0;

  const close = () => {
    turn += 1;
    sheet = undefined;
    form.hidden = true;
    form.removeAttribute("aria-busy");
    names.replaceChildren();
  };

  /** Closes the form and returns the focus to the button that opened the file. */
  const leave = () => {
    const isWithin = form.contains(document.activeElement);
    close();
    if (isWithin) section.querySelector("[data-share=open]").focus();
  };

  /** Sets the prices of a model, or asks which model is meant. */
  const set = async (called, bytes, model) => {
    turn += 1;
    const own = turn;
    form.setAttribute("aria-busy", "true");
    say(`Reading ${called} …`);
    const before = link();
    const { models, query, said: sentences, fault } = await asked({ sheet: bytes, link: before, model }).catch((error) => ({ fault: error.message }));
    if (own !== turn) return;
    form.removeAttribute("aria-busy");
    if (models) {
      sheet = { called, bytes };
      field.value = "";
      hint.textContent = `${models.length.toLocaleString("en-US")} models have prices. Type a part of the name and choose one.`;
      names.replaceChildren(...models.map((name) => make("option", { value: name })));
      form.hidden = false;
      say(`${called} has prices of several models. Choose one, and press “Apply”.`);
      field.focus();
      form.scrollIntoView({ block: "nearest" });
      return;
    }
    if (fault !== undefined) refuse(fault);
    // The prices were set in a scenario that is no longer shown.
    if (before !== link()) refuse("The scenario has changed meanwhile. Try again.");
    leave();
    const faults = await follow(() => history.pushState(null, "", location.pathname + (query && `?${query}`)));
    if (faults.length > 0) say(`${called} is open, but not all of it. ${faults.join(" ")}`, true);
    else say(`${called} is open. ${sentences} ${query === before ? "They were the same before." : "Undo reverts it."}`);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    // A second press while the first is being answered has no effect.
    if (!sheet || form.getAttribute("aria-busy")) return;
    const { called, bytes } = sheet;
    try {
      await set(called, bytes, field.value);
    } catch (fault) {
      if (!(fault instanceof FileFault)) throw fault;
      say(`No prices of ${called} were set. ${fault.message} Nothing was changed.`, true);
      field.focus();
    }
  });
  cancel.addEventListener("click", () => {
    const { called } = sheet;
    leave();
    say(`${called} was closed. Nothing was changed.`);
  });

  return { open: set, close };
}

/** The export group, which writes the scenario to files and cites it. */
function takeAway({ section, said, say, save, link, source }) {
  const root = document.documentElement;
  let isBusy = false;

  /** Files of the present scenario; `undefined` if that failed or others are being written, which is reported. */
  const files = async (formats, what) => {
    if (isBusy) {
      say("One moment: a file is still being written.");
      return undefined;
    }
    isBusy = true;
    group.setAttribute("aria-busy", "true");
    say(`${what} is being written.`);
    try {
      return await written({ link: link(), formats, day: new Date().toISOString().slice(0, 10), site: source });
    } catch (error) {
      say(`${what} was not written. ${error.message}`, true);
      return undefined;
    } finally {
      isBusy = false;
      group.removeAttribute("aria-busy");
    }
  };

  const citation = make("div", { id: "citation", hidden: "" });
  const cite = make("button", { type: "button", "data-share": "cite", "aria-expanded": "false", "aria-controls": "citation" }, "Cite");
  const close = () => {
    if (citation.contains(document.activeElement)) cite.focus();
    citation.hidden = true;
    cite.setAttribute("aria-expanded", "false");
  };

  /** A form of the citation with a button that copies it. */
  const cited = (label, text) => {
    const held = make("pre", {}, text);
    // A link is longer than a phone screen is wide.
    Object.assign(held.style, { whiteSpace: "pre-wrap", overflowWrap: "anywhere" });
    const copy = make("button", { type: "button" }, `Copy ${label}`);
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        say(`The citation is copied (${label}).`);
      } catch {
        getSelection().selectAllChildren(held);
        say("The browser does not allow copying here. The citation is selected instead.");
      }
    });
    return [make("h4", {}, label), held, make("div", { class: "ways" }, copy)];
  };

  cite.addEventListener("click", async () => {
    if (!citation.hidden) return close();
    const asked = link();
    const found = await files(CITED.map(([format]) => format), "The citation");
    if (!found) return;
    // The scenario has changed meanwhile: the citation is for a different one.
    if (asked !== link()) return say("The scenario has changed meanwhile. Press “Cite” again for the new one.");
    const decoder = new TextDecoder();
    citation.replaceChildren(...found.flatMap(({ bytes }, at) => cited(CITED[at][1], decoder.decode(bytes).trimEnd())));
    citation.hidden = false;
    cite.setAttribute("aria-expanded", "true");
    say("The citation is below the buttons, in three forms.");
  });
  // A citation is only valid for its scenario.
  new MutationObserver(() => citation.hidden || close()).observe(root, { attributeFilter: ["data-link"] });

  const buttons = TAKEN.map(([format, label]) => {
    const button = make("button", { type: "button", "data-share": format }, label);
    button.addEventListener("click", async () => {
      const [file] = (await files([format], `The file (${label})`)) ?? [];
      if (file) save(file.name, file.type, file.bytes);
    });
    return button;
  });
  const group = make(
    "div",
    { role: "group", "aria-labelledby": "take-away", "data-name": "take-away" },
    make("h3", { id: "take-away" }, "Download"),
    make("p", { class: "measure" }, "Every number of this scenario with its unit, formula and source. The workbook computes, the Python program checks itself, JSON and CSV open here again."),
    make("p", { class: "measure" }, "“Open scenario” also opens a price sheet of LiteLLM or models.dev (JSON) and sets the prices of one of its models."),
    make("div", { class: "ways" }, ...buttons, cite),
    citation,
  );
  said.before(group);
}

if (globalThis.document) {
  const section = document.querySelector(".share");
  if (section) share(section);
}

// The reduced page in a frame: reads its options, and communicates with the host page.
//
// Loaded before the program. Options are in the query or in the fragment: `levers=context,agents`,
// `charts=profit,market` (`none` for no charts), `theme=auto|light|dark`, `ground=none` (the host's background shows
// through), `lock=1`, `host=https://…`. They are moved to the fragment, because the program reads the query as the
// scenario and rewrites it. In the fragment, `query=scenario` means that the query contains only a scenario; an
// option in it is then left to the program, which reports it as an unknown lever. Nothing is stored anywhere.
//
// Messages: the frame sends `ready` to any page around it, and nothing else. It accepts a `connect` with a port only
// from its parent, and only if that has the origin named by `host`. Everything else goes through that port:
//   to the frame:   set {scenario}, get, subscribe    each with an `id`, which the answer repeats
//   from the frame: state {link, scenario, results, faults}, change (the same), height {height}, error {name, message}
//
// Each message of this form is answered. If more arrive than are handled at once, they are queued: of the scenarios
// set meanwhile the last counts, and all requests are answered with the state after it.

(() => {
  "use strict";

  const NS = "token-factory";
  const OPTIONS = ["levers", "charts", "theme", "ground", "lock", "host"];
  const ADDRESS = /^(?:[^?=/:]*[/:][^?]*|[^?=]*)\?/;
  /** Maximum letters of a message, messages handled per second and messages queued, and the range of reported heights
   *  in CSS pixels. */
  const [LETTERS, RATE, ROOM, LOW, HIGH] = [65_536, 60, 10_000, 100, 20_000];
  /** Number of faults that are listed; the rest are counted. */
  const MOST_SHOWN = 5;
  /** Milliseconds for which the page must be at rest before its height is reported. */
  const REST = 60;

  const root = document.documentElement;
  const within = (selector) => document.querySelector(selector);
  const list = (selector) => [...document.querySelectorAll(selector)];

  // Takes options out of the query, before the program reads it.
  const isOption = (pair) => OPTIONS.includes(pair.split("=")[0]);
  const query = location.search.slice(1).split("&").filter(Boolean);
  const isMixed = new URLSearchParams(location.hash.slice(1)).get("query") !== "scenario";
  const moved = isMixed ? query.filter(isOption) : [];
  if (moved.length) {
    const behind = location.hash.slice(1).split("&").filter(Boolean);
    const kept = query.filter((pair) => !isOption(pair)).join("&");
    history.replaceState(null, "", `${location.pathname}${kept && "?"}${kept}#${[...behind, ...moved].join("&")}`);
  }
  const options = new URLSearchParams(location.hash.slice(1));
  const asked = (name) => options.get(name)?.split(",").map((it) => it.trim()).filter(Boolean);

  const theme = options.get("theme") ?? "auto";
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const ground = options.get("ground") ?? "own";
  if (ground === "none") root.dataset.ground = "none";
  if (options.has("levers") || options.has("charts")) root.dataset.options = "waiting";

  /** Applies the options. Invalid ones are reported in a sentence, and change nothing. */
  function apply() {
    const faults = [];
    const quote = (text) => `“${text.slice(0, 60)}”`;
    const choose = (name, kind, there, show) => {
      const wanted = asked(name);
      if (!wanted) return;
      const known = wanted.filter((it) => there.has(it));
      for (const it of new Set(wanted)) {
        if (!there.has(it) && it !== "none") faults.push(`There is no ${kind} called ${quote(it)}.`);
      }
      if (known.length || wanted.includes("none")) show([...new Set(known)]);
    };
    const levers = new Map(list("[data-lever]").map((it) => [it.dataset.lever, it]));
    choose("levers", "lever", levers, (names) => {
      for (const it of levers.values()) it.hidden = true;
      for (const name of names) {
        const it = levers.get(name);
        it.hidden = false;
        it.parentElement.append(it);
      }
      within(".levers").hidden = names.length === 0;
    });
    const charts = new Map(list("[data-chart]").map((it) => [it.dataset.chart, it]));
    choose("charts", "chart", charts, (names) => {
      for (const [name, it] of charts) it.hidden = !names.includes(name);
      within(".pair").hidden = names.length === 0;
      within(".pair").classList.toggle("is-single", names.length === 1);
    });
    if (!["auto", "light", "dark"].includes(theme)) faults.push(`The theme ${quote(theme)} is not auto, light or dark.`);
    if (!["own", "none"].includes(ground)) faults.push(`The ground ${quote(ground)} is neither own nor none.`);
    const lock = options.get("lock") ?? "0";
    if (["1", "true", ""].includes(lock)) within(".levers").disabled = true;
    else if (!["0", "false"].includes(lock)) faults.push(`The lock ${quote(lock)} is neither 1 nor 0.`);
    const place = within("ul.faults");
    if (faults.length > MOST_SHOWN) faults.splice(MOST_SHOWN, Infinity, `And ${(faults.length - MOST_SHOWN).toLocaleString("en")} more could not be read.`);
    for (const fault of faults) place.append(Object.assign(document.createElement("li"), { textContent: fault }));
    place.hidden = faults.length === 0;
    delete root.dataset.options;
  }

  /** The link of the scenario, as recorded by the program, or as loaded. */
  const link = () => root.dataset.link ?? location.search.slice(1);
  const full = (after = "") => `../${link() && "?"}${link()}${after}`;

  /** Explanations are on the full page, which opens in a new window with the present values. */
  function leave(event) {
    const a = event.target.closest?.("a[href]");
    if (!a || a.closest(".trouble")) return;
    const href = a.getAttribute("href");
    if (a.dataset.number) a.href = full(`#why=${a.dataset.number}`);
    else if (href.startsWith("#")) a.href = full(href);
    else if (a.dataset.name === "open-in-full") a.href = full();
    else if (href.startsWith("manual.html")) a.href = `../${href}`;
    a.target = "_blank";
    a.rel = "noopener";
  }
  for (const kind of ["pointerdown", "focusin", "click"]) document.addEventListener(kind, leave, true);

  // Reports to the page around the frame.

  const isReady = () => within("#factory[data-ready]") !== null;
  const trouble = () => within(".trouble:not([data-cause=slow])")?.querySelector("p")?.textContent;

  function state() {
    const levers = {};
    const pairs = new URLSearchParams(link());
    for (const it of list("[data-lever]")) {
      const name = it.dataset.lever;
      if (pairs.has(name)) levers[name] = pairs.get(name);
    }
    const results = {};
    for (const it of list("[data-number][data-value]")) {
      const value = Number(it.dataset.value);
      results[it.dataset.number] = Number.isFinite(value) ? value : null;
    }
    const shocks = (pairs.get("shocks") ?? "").split(",").filter(Boolean);
    const faults = list("section.faults li").map((it) => it.textContent);
    return { link: link(), scenario: { levers, shocks }, results, faults };
  }

  /** A scenario from a message as the query of a link; `undefined` if it is invalid. Single values are copied, and
   * the program reads the query like any link. */
  function read(scenario) {
    if (typeof scenario === "string") return scenario.length <= LETTERS ? scenario.replace(ADDRESS, "").split("#")[0] : undefined;
    if (!isPlain(scenario)) return undefined;
    // A lone surrogate cannot be in a link.
    const isValue = (it) => (typeof it === "string" && it.length <= 64 && !/\p{Surrogate}/u.test(it)) || Number.isFinite(it);
    const { levers = {}, shocks = [] } = scenario;
    if (!isPlain(levers) || !Array.isArray(shocks) || shocks.length > 32) return undefined;
    const names = Object.keys(levers);
    if (names.length > 128 || Object.keys(scenario).some((it) => it !== "levers" && it !== "shocks")) return undefined;
    if (!names.every((it) => isValue(it) && isValue(levers[it])) || !shocks.every((it) => typeof it === "string" && isValue(it))) return undefined;
    const pairs = names.map((it) => `&${encodeURIComponent(it)}=${encodeURIComponent(levers[it])}`);
    if (shocks.length) pairs.push(`&shocks=${shocks.map(encodeURIComponent).join(",")}`);
    return pairs.length ? `v=2${pairs.join("")}` : "";
  }
  const isPlain = (it) => typeof it === "object" && it !== null && Object.getPrototypeOf(it) === Object.prototype;

  let port, isSubscribed, isFit, sent;
  /** Number of ignored messages. */
  let ignored = 0;
  const ignore = () => (root.dataset.ignored = String(++ignored));
  const say = (type, more) => port?.postMessage({ ns: NS, v: 1, type, ...more });

  const fail = (id, name, message) => say("error", { id, name, message });
  /** Answers requests with the state at that time. */
  const answer = (ids) =>
    setTimeout(() => {
      const now = trouble() ?? state();
      for (const id of ids) typeof now === "string" ? fail(id, "OperationError", now) : say("state", { id, ...now });
    }, 0);

  /** Messages in the present second. */
  let [count, since] = [0, 0];
  const isFlood = () => {
    const now = performance.now();
    if (now - since > 1_000) [count, since] = [0, now];
    return ++count > RATE;
  };
  /** Requests queued for the next second, and the last scenario set among them. */
  let [waiting, wanted] = [[], undefined];
  function catchUp() {
    const [ids, query] = [waiting, wanted];
    [waiting, wanted] = [[], undefined];
    if (query !== undefined && !trouble()) show(query);
    answer(ids);
  }

  /** Makes the program show a scenario. If the browser refuses further changes of the address, it is passed in an
   *  attribute instead. */
  function show(query) {
    try {
      history.replaceState(null, "", `${location.pathname}${query && "?"}${query}${location.hash}`);
    } catch {
      root.dataset.asked = query;
    }
    dispatchEvent(new PopStateEvent("popstate"));
    delete root.dataset.asked;
  }

  /** Whether a message has our format. */
  const isOurs = (it) => isPlain(it) && it.ns === NS && it.v === 1 && typeof it.type === "string" && Object.keys(it).length <= 6;

  function hear({ data }) {
    if (!isOurs(data) || !["get", "subscribe", "set"].includes(data.type)) return ignore();
    const id = Number.isSafeInteger(data.id) ? data.id : undefined;
    if (trouble()) return fail(id, "OperationError", trouble());
    if (data.type === "subscribe") isSubscribed = true;
    const query = data.type === "set" ? read(data.scenario) : undefined;
    if (data.type === "set" && query === undefined) {
      ignore();
      return fail(id, "DataError", "A scenario is the query of a link, or {levers, shocks}.");
    }
    // Messages after a queued one are queued, too.
    if (!isFlood() && waiting.length === 0) {
      if (query !== undefined) show(query);
      return answer([id]);
    }
    if (waiting.length >= ROOM) fail(waiting.shift(), "QuotaExceededError", "Too many messages came at once.");
    if (waiting.push(id) === 1) setTimeout(catchUp, Math.max(0, 1_001 - (performance.now() - since)));
    wanted = query ?? wanted;
  }

  /** Connects with the page around the frame, once. */
  function connect(event) {
    const host = options.get("host");
    const isHost = event.source === parent && parent !== window && /^https?:\/\//.test(host ?? "") && event.origin === host;
    if (!isHost || port || !isOurs(event.data) || event.data.type !== "connect" || event.ports.length !== 1) return ignore();
    [port] = event.ports;
    isFit = event.data.fit === true;
    if (isFit) root.dataset.fit = "";
    if (isReady() || trouble()) begin();
  }

  /** Starts listening on the port once there is something to report: earlier messages wait in it. */
  function begin() {
    if (!port || port.onmessage) return;
    port.onmessage = hear;
    if (trouble()) fail(undefined, "OperationError", trouble());
    measure();
  }

  let rest, before;
  function measure() {
    if (!isFit) return;
    clearTimeout(rest);
    rest = setTimeout(() => {
      const height = Math.min(HIGH, Math.max(LOW, Math.ceil(document.body.getBoundingClientRect().height)));
      if (before !== undefined && Math.abs(height - before) <= 1) return;
      before = height;
      root.dataset.fit = height === HIGH ? "cut" : "";
      say("height", { height });
    }, REST);
  }

  /** The program has started, has recorded another scenario, or has failed. */
  function watch() {
    for (const it of list(".open-in-full")) it.href = full();
    if (isReady() || trouble()) begin();
    if (!isSubscribed || sent === link()) return;
    sent = link();
    setTimeout(() => say("change", state()), 0);
  }

  addEventListener("message", connect);
  document.addEventListener("DOMContentLoaded", () => {
    apply();
    const watcher = new MutationObserver(watch);
    watcher.observe(root, { attributes: true, attributeFilter: ["data-link", "data-state"] });
    watcher.observe(within("#factory"), { attributes: true, attributeFilter: ["data-ready"] });
    new ResizeObserver(measure).observe(document.body);
    watch();
    if (parent !== window) parent.postMessage({ ns: NS, v: 1, type: "ready" }, "*");
  });
})();

// Starts the program of a page, and explains in plain words if it does not start or crashes.
//
// The page is complete without it. This script knows nothing about the factory: it loads the program's two files,
// checks that they belong to this page, and watches for errors. A program that has failed is never trusted again: its
// page is replaced by a screen with the reader's inputs. Stack overflows and running out of memory never reach the
// program's own handler, so errors of the window are watched, too.
//
// Loaded at the top of the head, before anything is painted:
//   <script src="boot-….js" data-js="….js" data-wasm="….wasm" data-integrity="sha384-…" data-late="….js" data-files="….js" data-menus="….js">
// Names are relative to this script. `data-late` is a module to load once the program has started, `data-files` one
// for when the reader comes near the controls for saving and opening files.

(() => {
  "use strict";

  /** Milliseconds after which the page says that the program has not loaded. */
  const PATIENCE = 15_000;
  /** The fragment with which nothing is started: the page as prerendered, for a browser that cannot run the program
   *  or a reader who does not want to. */
  const STATIC = "#static";
  /** The smallest program with 128-bit vectors (simd128), which ours uses. */
  const SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

  const REASONS = {
    old: "This browser does not run WebAssembly SIMD, which the program needs. Any browser of the last three years does.",
    policy: "A policy of this site, of the browser or of an extension keeps the program from running.",
    missing: "A file of the program is missing on the server. A new version may be on its way.",
    page: "The server sent a web page in place of a file of the program.",
    changed: "A file of the program arrived damaged, or belongs to another version.",
    network: "The connection broke while the program was loading.",
    slow: "The program has not loaded within 15 seconds. It may still load.",
    memory: "There was not enough memory to start the program. It may help to close other pages.",
    program: "The program stopped while starting.",
    static: "You are reading the page without its program.",
  };

  const root = document.documentElement;
  const { src, dataset: assets } = document.currentScript;
  const at = (name) => new URL(name, src).href;
  /** `waiting`, `started`, or the reason why it did not start. */
  let state = "waiting";
  /** An error of the program during its start that `start` could not catch. */
  let early;

  // Some programs turn the question mark of a link into a number sign.
  if (!location.search && location.hash.startsWith("#v=")) history.replaceState(null, "", `?${location.hash.slice(1)}`);

  /** The reader's settings, as the query of a link: the program records each change before it computes. */
  const inputs = () => root.dataset.link ?? location.search.slice(1);
  const link = () => {
    const query = inputs();
    return location.origin + location.pathname + (query && "?") + query;
  };

  /** Options of a frame, which are in the fragment. */
  const options = () => (/[#&](levers|charts|theme|lock|host)=/.test(location.hash) ? location.hash : "");

  /** An element with attributes and children. */
  const make = (tag, attributes = {}, ...held) => {
    const element = document.createElement(tag);
    for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name]);
    element.append(...held);
    return element;
  };
  const button = (text, run) => {
    const element = make("button", { type: "button" }, text);
    element.addEventListener("click", () => run(element));
    return element;
  };

  /** The box with the reader's inputs, and buttons to use them. */
  const ways = (isOver) => {
    const box = make("input", { readonly: "", "aria-label": "Link with your inputs", "data-name": "inputs" });
    box.value = link();
    const copy = button("Copy my inputs", async () => {
      box.select();
      try {
        await navigator.clipboard.writeText(box.value);
        copy.textContent = "Copied";
      } catch {
        copy.textContent = "Copy the selected text";
      }
    });
    const again = button(isOver ? "Reload with my inputs" : state === "static" ? "Start the program" : "Try again", () => {
      if (location.href.split("#")[0] !== link() || location.hash === STATIC) history.replaceState(null, "", link() + options());
      location.reload();
    });
    const rest = [copy];
    if (isKept()) rest.push(button("Remove stored files and reload", repair));
    if (inputs()) rest.push(make("a", { href: location.pathname + options() }, "Start over"));
    if (isOver || state !== "static") rest.push(make("a", { href: location.pathname + STATIC, "data-name": "static" }, "Read the static version"));
    return [make("p", {}, box), make("p", { class: "ways" }, again, ...rest)];
  };

  /** Whether this page was served from the offline cache. In some frames, even asking throws an error. */
  const isKept = () => {
    try {
      return Boolean(navigator.serviceWorker.controller);
    } catch {
      return false;
    }
  };

  /** Deletes the offline cache, and loads everything again. */
  async function repair() {
    for (const name of await caches.keys()) if (name.startsWith("token-factory")) await caches.delete(name);
    for (const kept of await navigator.serviceWorker.getRegistrations()) await kept.unregister();
    location.reload();
  }

  /** Shows a message: above the page if its content is valid, otherwise in place of it. */
  function show(cause, title, text, details, isOver) {
    document.querySelector(".trouble")?.remove();
    const screen = make("section", { class: "trouble", role: "alert", "data-name": "trouble", "data-cause": cause });
    screen.append(make("h2", {}, title), make("p", {}, text), ...ways(isOver));
    if (details) screen.append(make("details", {}, make("summary", {}, "What the browser said"), make("pre", {}, details)));
    if (isOver) {
      for (const element of document.querySelectorAll("main, dialog")) element.remove();
      document.title = title;
    } else if (cause !== "slow") {
      for (const element of document.querySelectorAll("main :is(button, input, select)")) element.disabled = true;
    }
    document.body.prepend(screen);
    // The numbers of a link stay hidden as long as the program may still load.
    if (cause !== "slow" || !inputs()) root.dataset.state = cause;
  }

  /** The program did not start. The prerendered page is only valid for the baseline scenario. */
  function refuse(cause, details = "") {
    if (state !== "waiting" && state !== "slow") return;
    state = cause;
    const isOver = cause !== "static" && cause !== "slow" && inputs() !== "";
    const isTrue = inputs() ? "" : " All numbers here are those of the baseline.";
    show(cause, cause === "static" ? "The static version" : "The levers do not work yet", REASONS[cause] + isTrue, details, isOver);
  }

  /** The program crashed. None of its output may be shown as current. */
  function crash(details) {
    if (state === "crashed") return;
    state = "crashed";
    show("crashed", "The factory has stopped", "The program hit an error, and the numbers it showed can no longer be trusted. Your inputs are kept in this link.", details, true);
  }

  /** Whether an error comes from the program: other errors must not stop it. */
  const isOurs = (error) => {
    if (!error || typeof error !== "object") return false;
    if (error.name === "Panic" || (self.WebAssembly && error instanceof WebAssembly.RuntimeError)) return true;
    const stack = String(error.stack ?? "");
    return stack.includes(assets.wasm) || stack.includes(assets.js);
  };
  const watch = (event, error) => {
    if (!isOurs(error)) return;
    if (state === "crashed") event.preventDefault();
    else if (state === "started") crash(`${error.name}: ${error.message}`);
    else early ??= error;
  };
  addEventListener("error", (event) => watch(event, event.error));
  addEventListener("unhandledrejection", (event) => watch(event, event.reason));

  // The map of checksums is the only inline part of the page. If it was modified in transit, the browser refuses it
  // and would load files unchecked. One engine reports this late.
  const REFUSED = "The map of checksums was refused.";
  let [isMapRefused, isBegun] = [false, false];
  addEventListener("securitypolicyviolation", ({ blockedURI, target }) => {
    if (blockedURI !== "inline" || !(target instanceof Element) || !target.matches("script[type=importmap]")) return;
    isMapRefused = true;
    if (state === "started") crash(REFUSED);
    else if (isBegun) refuse("policy", REFUSED);
  });

  /** Why a file of the program could not be loaded: it is requested once more, unchecked, and inspected. */
  async function cause(names) {
    for (const name of names) {
      let answer, head;
      try {
        answer = await fetch(at(name), { cache: "no-store" });
        head = new Uint8Array(await answer.arrayBuffer());
      } catch {
        return "network";
      }
      const begin = new TextDecoder().decode(head.slice(0, 100)).trimStart();
      if (!answer.ok) return "missing";
      if (begin.startsWith("<")) return "page";
    }
    return "changed";
  }

  /** The program's code, verified with its checksum. The type sent by the server does not matter. */
  async function code() {
    const answer = await fetch(at(assets.wasm), { integrity: assets.integrity });
    if (!answer.ok) throw new TypeError(`${assets.wasm}: status ${answer.status}`);
    const isTyped = /^application\/wasm/.test(answer.headers.get("content-type"));
    return isTyped ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
  }

  /** Loads the buttons of the chart menus when the first menu is opened. */
  function loadAtMenu(name) {
    const load = () => {
      if (!document.querySelector("[data-menu][open]")) return;
      document.removeEventListener("toggle", load, true);
      import(at(name)).catch(console.warn);
    };
    document.addEventListener("toggle", load, true);
    load();
  }

  /** Loads the module that saves and opens files when the reader comes near its part of the page, clicks there, or
   *  drags in a file. */
  function loadNear(name) {
    const part = document.querySelector(".share");
    if (!part) return;
    let isHere = false;
    const load = () => import(at(name)).then(() => (isHere = true), console.warn);
    part.querySelector("[hidden]").hidden = false;
    part.addEventListener("click", ({ target }) => isHere || load().then(() => isHere && target.click()), { once: true });
    new IntersectionObserver((seen, observer) => {
      if (!seen.some((it) => it.isIntersecting)) return;
      observer.disconnect();
      load();
    }, { rootMargin: "200px" }).observe(part);
    addEventListener("dragenter", load, { once: true });
  }

  async function start() {
    if (location.hash === STATIC) return refuse("static");
    if (!self.WebAssembly?.validate?.(new Uint8Array(SIMD))) return refuse("old");
    isBegun = true;
    if (isMapRefused) return refuse("policy", REFUSED);
    const timer = setTimeout(() => refuse("slow"), PATIENCE);
    let where = "load";
    try {
      const [{ default: init }, module] = await Promise.all([import(at(assets.js)), code()]);
      if (isMapRefused) return;
      where = "program";
      await init(module);
      // If an unrelated task crashed during this wait, there is no program to start.
      if (early) throw early;
      state = "started";
      delete root.dataset.state;
      document.querySelector("[data-cause=slow]")?.remove();
      if (assets.late) import(at(assets.late)).catch(console.warn);
      if (assets.files) loadNear(assets.files);
      if (assets.menus) loadAtMenu(assets.menus);
    } catch (error) {
      const text = `${error.name}: ${error.message}`;
      const { CompileError, LinkError } = WebAssembly;
      // The program imports something that its glue does not have: two engines report that as a type error.
      const isOther = error instanceof LinkError || (where === "program" && error instanceof TypeError && /import/i.test(text));
      if (/memory: |out of memory|allocate/i.test(text)) refuse("memory", text);
      else if (error instanceof CompileError) refuse(/Content.Security|unsafe-eval|CSP/i.test(text) ? "policy" : "changed", text);
      else if (isOther) refuse("changed", text);
      else refuse(where === "load" ? await cause([assets.js, assets.wasm]) : "program", text);
    } finally {
      clearTimeout(timer);
    }
  }

  // In browsers that enforce Trusted Types, all text that becomes markup or the address of a script in this page is
  // checked here. Allowed are complete tags whose values are in double quotes, without names that run, load or style
  // anything; and scripts of this site. No `<` may remain in such a text after its tags are removed.
  const TAG = "(?!script|style|template|link|meta|base|i?frame|object|embed|ima?ge?|video|audio|set|animate|use|foreign|form)[a-z]\\w*";
  const NAME = '(?!on|style|src|form|href|xlink|action|data\\b(?!-)|http)[a-z][\\w:-]*(?:="[^"<]*")?|href="(?=https?:|[\\w./-]*[?#"])[^"<]*"';
  const MARK = RegExp(`<(?:!|/[a-z]\\w*|${TAG}(?:\\s+(?:${NAME}))*\\s*/?)>`, "gi");
  self.trustedTypes?.createPolicy("default", {
    createHTML: (text) => (text.replace(MARK, "").includes("<") ? null : text),
    createScriptURL: (url) => (new URL(url, src).href.startsWith(at(".")) ? url : null),
  });

  // Browsers refuse changes of the address that are too frequent. If the last one is missing (`src/ui/address.rs`),
  // it is made when the page is left; if that is refused too, a reload finds it here.
  const KEPT = "token-factory address";
  // A frame on other people's pages does not use storage.
  const isFramed = self !== top;
  try {
    if (!isFramed) {
      const [from, to] = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
      sessionStorage.removeItem(KEPT);
      if (from === location.href) history.replaceState(null, "", to);
    }
  } catch {}
  addEventListener("pagehide", () => {
    if (!("unwritten" in root.dataset)) return;
    const to = link() + location.hash;
    try {
      history.replaceState(null, "", to);
    } catch {
      try {
        if (!isFramed) sessionStorage.setItem(KEPT, JSON.stringify([location.href, to]));
      } catch {}
    }
  });

  // The numbers of a link differ from the prerendered ones: they stay hidden until they are computed.
  if (location.search.length > 1 && location.hash !== STATIC) root.dataset.state = "waiting";
  addEventListener("hashchange", () => location.hash === STATIC && location.reload());
  // Without this attribute the style sheet indicates that the page is as prerendered (style/trouble.css,
  // src/script/mend.js).
  root.dataset.booted = "";
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();

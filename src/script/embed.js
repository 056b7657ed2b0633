// <token-factory>: the factory on other people's pages.
//
//   <script async src="https://…/embed.js"></script>
//   <token-factory levers="context,agents" charts="profit"><a href="https://…/">Token Factory</a></token-factory>
//
// Attributes: src (address of the site; by default that of this script), scenario (query of a link), levers, charts,
// theme, ground, lock, height (CSS pixels; as high as the content by default), sandbox ("none" for a frame without
// one). The content of the element is shown until the factory has loaded, and if it does not load. Types: embed.d.ts.
//
// Adds one element to the page, no global name, and nothing outside the element. The frame is in a shadow tree, out
// of reach of the page's style sheets; the element itself sets its own display with inline styles. A page can still
// hide the surroundings of the element, or remove it.

(() => {
  "use strict";

  const NAME = "token-factory";
  if (!self.customElements || customElements.get(NAME)) return;

  const own = document.currentScript?.src;
  const SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";
  const REBUILDS = ["src", "levers", "charts", "theme", "ground", "lock", "sandbox"];
  /** Height in CSS pixels until the content has reported its own; milliseconds within which a loaded frame should have
   *  reported, and within which a request should have been answered. */
  const [START, PATIENCE, ANSWER] = [720, 20_000, 30_000];

  /** Text encoded for an address. A lone surrogate is replaced. */
  const encoded = (text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\uFFFD"));

  const ADDRESS = /^(?:[^?=/:]*[/:][^?]*|[^?=]*)\?/;

  const style = (element, rules) => {
    for (const [name, value] of Object.entries(rules)) element.style.setProperty(name, value, "important");
  };

  class TokenFactory extends HTMLElement {
    static observedAttributes = [...REBUILDS, "scenario", "height"];

    #frame;
    #fallback;
    #port;
    #timer;
    /** Why the frame cannot be reached, if it cannot. */
    #failure;
    /** The last scenario that was set or reported, as a query. */
    #link;
    #count = 0;
    /** Requests without an answer. */
    #open = new Map();
    /** Messages waiting for the frame. */
    #waiting = [];
    #listeners = new Set();
    #isPlanned = false;
    #hear = (event) => this.#connect(event);

    connectedCallback() {
      addEventListener("message", this.#hear);
      this.#build();
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#end("AbortError", "The element was removed.");
      this.#frame?.remove();
      this.#frame = undefined;
    }

    attributeChangedCallback(name, before, now) {
      if (before === now) return;
      if (name === "scenario") this.#link = undefined;
      if (!this.#frame) return;
      if (name === "height") this.#fit();
      else if (name === "scenario") this.set(now ?? "").catch(() => {});
      else if (!this.#isPlanned) {
        this.#isPlanned = true;
        queueMicrotask(() => {
          this.#isPlanned = false;
          if (this.isConnected) this.#build();
        });
      }
    }

    /** Sets a scenario: the query of a link, or `{ levers, shocks }`. Returns the resulting state. */
    set(scenario) {
      return this.#ask({ type: "set", scenario });
    }

    /** The present state. */
    get() {
      return this.#ask({ type: "get" });
    }

    /** Calls the listener with each state from now on, starting with the present one. Returns the function to
     *  unsubscribe. */
    subscribe(listener) {
      this.#listeners.add(listener);
      this.get().then((state) => this.#listeners.has(listener) && listener(state), () => {});
      return () => void this.#listeners.delete(listener);
    }

    get #site() {
      return new URL(this.getAttribute("src") || ".", this.hasAttribute("src") ? document.baseURI : own || document.baseURI);
    }

    get #isSandboxed() {
      return this.getAttribute("sandbox") !== "none";
    }

    #build() {
      this.#end("AbortError", "The frame was recreated.");
      this.#frame?.remove();
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      if (!this.#fallback) root.append((this.#fallback = document.createElement("slot")));
      style(this, { display: "block", visibility: "visible", opacity: "1", "min-width": "0" });
      this.#fallback.hidden = false;
      let site;
      try {
        site = this.#site;
        if (!/^https?:$/.test(site.protocol)) throw new TypeError("no site");
      } catch {
        return this.#fail("SyntaxError", `“${this.getAttribute("src")}” is not the address of a site.`);
      }
      const options = ["levers", "charts", "theme", "ground"].filter((name) => this.hasAttribute(name)).map((name) => `${name}=${encoded(this.getAttribute(name))}`);
      if (this.hasAttribute("lock")) options.push(`lock=${encoded(this.getAttribute("lock"))}`);
      // The query contains only the scenario: an option there is reported as an unknown lever.
      options.push(`host=${encodeURIComponent(location.origin)}`, "query=scenario");
      // The address before the query of a link is cut off; an equals sign before the question mark means that it is a
      // query already.
      const query = (this.#link ?? this.getAttribute("scenario") ?? "").replace(ADDRESS, "").split("#")[0];
      const frame = document.createElement("iframe");
      if (this.#isSandboxed) frame.setAttribute("sandbox", SANDBOX);
      frame.allow = "clipboard-write";
      frame.loading = "lazy";
      frame.title = this.getAttribute("title") || "Token Factory: the economics of AI tokens";
      frame.src = new URL(`embed/${query && "?"}${query}#${options.join("&")}`, site).href;
      frame.addEventListener("load", () => {
        clearTimeout(this.#timer);
        if (!this.#port) this.#timer = setTimeout(() => this.#port || this.#fail("NetworkError", "The factory did not load."), PATIENCE);
      });
      style(frame, { display: "block", width: "100%", border: "0", "color-scheme": "auto" });
      this.#frame = frame;
      this.#fit();
      root.append(frame);
    }

    #fit(height) {
      const fixed = Number.parseFloat(this.getAttribute("height"));
      if (Number.isFinite(fixed) && fixed > 0) style(this.#frame, { height: `${fixed}px` });
      else if (height || !this.#frame.style.height) style(this.#frame, { height: `${height ?? START}px` });
    }

    /** The frame reports that it has loaded. A sandboxed one has an opaque origin and is only identified by its
     *  window. */
    #connect(event) {
      const { data, source, origin } = event;
      if (!this.#frame || source !== this.#frame.contentWindow || data?.ns !== NAME || data.v !== 1 || data.type !== "ready") return;
      if (origin !== (this.#isSandboxed ? "null" : this.#site.origin)) return;
      clearTimeout(this.#timer);
      this.#port?.close();
      this.#failure = undefined;
      const { port1, port2 } = new MessageChannel();
      this.#port = port1;
      port1.onmessage = ({ data }) => this.#receive(data);
      const fit = !(Number.parseFloat(this.getAttribute("height")) > 0);
      source.postMessage({ ns: NAME, v: 1, type: "connect", fit }, this.#isSandboxed ? "*" : origin, [port2]);
      this.#fallback.hidden = true;
      this.#post({ type: "subscribe", id: 0 });
      for (const message of this.#waiting.splice(0)) this.#post(message);
    }

    #post(message) {
      this.#port.postMessage({ ns: NAME, v: 1, ...message });
    }

    #ask(message) {
      return new Promise((resolve, reject) => {
        if (this.#failure) return reject(this.#failure);
        const id = ++this.#count;
        const timer = setTimeout(() => this.#settle(id, "reject", new DOMException("The factory did not answer.", "TimeoutError")), ANSWER);
        this.#open.set(id, { resolve, reject, timer });
        const asked = { ...message, id };
        // Also loads a frame that nobody has scrolled to.
        if (this.#frame) this.#frame.loading = "eager";
        try {
          if (this.#port) this.#post(asked);
          else this.#waiting.push(structuredClone(asked));
        } catch (error) {
          this.#settle(id, "reject", error);
        }
      });
    }

    /** Settles a request; returns whether it was open. */
    #settle(id, how, value) {
      const asked = this.#open.get(id);
      if (!asked) return false;
      clearTimeout(asked.timer);
      this.#open.delete(id);
      asked[how](value);
      return true;
    }

    #receive(data) {
      if (data?.ns !== NAME || data.v !== 1) return;
      const { type, id } = data;
      if (type === "height") this.#fit(data.height);
      else if (type === "error") {
        const error = new DOMException(String(data.message), String(data.name ?? "OperationError"));
        if (!this.#settle(id, "reject", error)) this.#tell("error", { message: error.message });
      } else if (type === "state" || type === "change") {
        const { link, scenario, results, faults } = data;
        const state = { link, scenario, results, faults };
        this.#link = link;
        this.#settle(id, "resolve", state);
        if (id === 0) this.#tell("ready", state);
        if (type === "change") {
          this.#tell("change", state);
          for (const listener of [...this.#listeners]) listener(state);
        }
      }
    }

    #tell(kind, detail) {
      this.dispatchEvent(new CustomEvent(`tokenfactory-${kind}`, { detail, bubbles: true, composed: true }));
    }

    /** There is no frame to communicate with. */
    #fail(name, message) {
      this.#end(name, message);
      this.#failure = new DOMException(message, name);
      this.#fallback.hidden = false;
      this.#tell("error", { message });
    }

    /** Ends everything in progress with a frame. */
    #end(name, why) {
      this.#failure = undefined;
      clearTimeout(this.#timer);
      this.#port?.close();
      this.#port = undefined;
      this.#waiting = [];
      for (const id of [...this.#open.keys()]) this.#settle(id, "reject", new DOMException(why, name));
    }
  }

  // Each attribute is also a property of the same name.
  for (const name of TokenFactory.observedAttributes) {
    Object.defineProperty(TokenFactory.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return name === "lock" ? this.hasAttribute(name) : this.getAttribute(name);
      },
      set(value) {
        if (value === null || value === undefined || value === false) this.removeAttribute(name);
        else if (name === "scenario" && typeof value === "object") this.set(value).catch(() => {});
        else this.setAttribute(name, value === true ? "1" : String(value));
      },
    });
  }
  customElements.define(NAME, TokenFactory);
})();

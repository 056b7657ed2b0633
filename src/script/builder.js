// The page that generates snippets: choices are shown immediately, in the code to copy and in a preview frame.

(() => {
  "use strict";

  const site = new URL(".", location.href).href;
  const within = (selector) => document.querySelector(selector);
  const form = within(".build-form");
  const room = within(".preview-room");
  // Not the current state: a browser may have restored earlier choices.
  const byDefault = [...form.querySelectorAll("[name=levers]")].filter((it) => it.defaultChecked).map((it) => it.value).join();
  const SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";

  /** Text escaped for an attribute. */
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

  /** The last valid value of each field. */
  const taken = { scenario: "", width: 720, height: 0 };

  /** Accepts the value of a field if it is valid; otherwise shows what is allowed, and keeps the previous value. */
  function take(name, read) {
    const field = form.elements[name];
    const value = field.validity.valid ? read(field.value.trim()) : undefined;
    const isFault = value === undefined;
    if (isFault) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    within(`#build-${name}-fault`).hidden = !isFault;
    if (!isFault) taken[name] = value;
    return taken[name];
  }

  /** The query of a link, or of something that looks like one. */
  function queryOf(text) {
    if (text === "") return "";
    const after = text.split("#")[0].split("?").at(-1);
    return /^[^\s=&]+=[^\s]*$/.test(after) ? after : undefined;
  }

  /** The choices: options that differ from the default, the scenario as a query, the frame. */
  function chosen() {
    const data = new FormData(form);
    const options = {};
    const levers = data.getAll("levers").join() || "none";
    if (levers !== byDefault) options.levers = levers;
    const charts = data.getAll("charts").join() || "none";
    if (charts !== "profit,market") options.charts = charts;
    if (data.get("theme") !== "auto") options.theme = data.get("theme");
    if (data.get("ground")) options.ground = "none";
    if (data.get("lock")) options.lock = "1";
    const scenario = take("scenario", queryOf);
    const width = take("width", (text) => Number(text) || 720);
    const height = take("height", Number);
    return { options, scenario, height, width, isSandboxed: data.get("sandbox") !== null };
  }

  function lines({ options, scenario, height, isSandboxed }) {
    const pairs = Object.entries(options);
    const query = [...(scenario ? [scenario] : []), ...pairs.map(([name, value]) => `${name}=${value}`)].join("&");
    const sandbox = isSandboxed ? `\n  sandbox="${SANDBOX}"` : "";
    const attributes = [...(scenario ? [["scenario", scenario]] : []), ...pairs, ...(height ? [["height", String(height)]] : []), ...(isSandboxed ? [] : [["sandbox", "none"]])];
    const written = attributes.map(([name, value]) => ` ${name}="${escaped(value)}"`).join("");
    const full = escaped(site + (scenario && `?${scenario}`));
    const quoted = JSON.stringify(scenario).replaceAll("<", "\\u003c");
    return {
      frame: `<iframe src="${escaped(`${site}embed/${query && "?"}${query}`)}" title="Token Factory" loading="lazy" width="100%" height="${height || measured}" style="border:0"${sandbox}></iframe>`,
      element: `<script async src="${site}embed.js"></script>\n<token-factory${written}><a href="${full}">Token Factory</a></token-factory>`,
      module: `<script type="module">\n  import { load, evaluate } from "${site}model/index.js";\n  await load();\n  console.log(evaluate(${quoted}).results["profit.profit"]);\n</script>`,
    };
  }

  /** Height of the content in the preview, in CSS pixels, once it is known: a frame without a script cannot resize
   *  itself. */
  let measured = 900;
  const measure = new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.height < 100 || form.elements.height.value) return;
    measured = Math.ceil(contentRect.height);
    // For the options shown in the preview: a change typed meanwhile has its own preview.
    write(lines(shown));
  });

  function write(made) {
    for (const [name, text] of Object.entries(made)) {
      const code = within(`[data-snippet=${name}] code`);
      if (code.textContent !== text) code.textContent = text;
    }
  }

  let before, shown;
  function show() {
    const now = chosen();
    shown = now;
    const made = lines(now);
    write(made);
    room.style.setProperty("width", `${now.width}px`);
    if (made.element === before) return;
    before = made.element;
    const element = document.createElement("token-factory");
    for (const [name, value] of Object.entries(now.options)) element.setAttribute(name, value);
    if (now.scenario) element.setAttribute("scenario", now.scenario);
    if (now.height) element.setAttribute("height", String(now.height));
    if (!now.isSandboxed) element.setAttribute("sandbox", "none");
    room.replaceChildren(element);
    measure.disconnect();
    measure.observe(element);
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const code = button.parentElement.querySelector("code");
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(code);
        button.textContent = "Copy the selected text";
      }
      setTimeout(() => (button.textContent = "Copy"), 2_000);
    });
  }
  let pause;
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(show, 250);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  within(".preview").hidden = false;
  show();
})();

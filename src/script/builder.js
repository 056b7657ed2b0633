// The page that makes snippets: what is chosen is shown at once, in the lines to copy and as a frame.

(() => {
  "use strict";

  const site = new URL(".", location.href).href;
  const within = (selector) => document.querySelector(selector);
  const form = within("[data-name=form]");
  const room = within(".preview-room");
  const first = form.querySelectorAll("[name=levers]:checked");
  const byDefault = [...first].map((it) => it.value).join();
  const SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";

  /** Text as it stands in an attribute of a page. */
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

  /** What is chosen: options that differ from the default, the scenario as a query, the frame. */
  function chosen() {
    const data = new FormData(form);
    const options = {};
    const levers = data.getAll("levers").join() || "none";
    if (levers !== byDefault) options.levers = levers;
    const charts = data.getAll("charts").join() || "none";
    if (charts !== "profit,market") options.charts = charts;
    if (data.get("theme") !== "auto") options.theme = data.get("theme");
    if (data.get("lock")) options.lock = "1";
    const text = data.get("scenario").trim();
    const scenario = text.includes("=") ? text.split("#")[0].split("?").at(-1).replace(/\s/g, "") : "";
    const height = Math.min(20_000, Math.max(100, Number(data.get("height")))) || 0;
    const width = Math.min(1_600, Math.max(200, Number(data.get("width")))) || 720;
    return { options, scenario, height: data.get("height") ? height : 0, width, isSandboxed: data.get("sandbox") !== null };
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
      frame: `<iframe src="${escaped(`${site}embed/${query && "?"}${query}`)}" title="Token Factory" loading="lazy" width="100%" height="${height || 900}"${sandbox}></iframe>`,
      element: `<script async src="${site}embed.js"></script>\n<token-factory${written}><a href="${full}">Token Factory</a></token-factory>`,
      module: `<script type="module">\n  import { load, evaluate } from "${site}model/index.js";\n  await load();\n  console.log(evaluate(${quoted}).results["profit.profit"]);\n</script>`,
    };
  }

  let before;
  function show() {
    const now = chosen();
    const made = lines(now);
    for (const [name, text] of Object.entries(made)) within(`[data-snippet=${name}] code`).textContent = text;
    room.style.setProperty("width", `${now.width}px`);
    if (made.element === before) return;
    before = made.element;
    const element = document.createElement("token-factory");
    for (const [name, value] of Object.entries(now.options)) element.setAttribute(name, value);
    if (now.scenario) element.setAttribute("scenario", now.scenario);
    if (now.height) element.setAttribute("height", String(now.height));
    if (!now.isSandboxed) element.setAttribute("sandbox", "none");
    room.replaceChildren(element);
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
        button.textContent = "Copy the marked text";
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
  within("[data-name=preview]").hidden = false;
  show();
})();

// The menu of a chart: save it as a picture, a drawing or numbers, copy it, open its numbers, enlarge it.
//
// Loaded when the first menu is opened (`boot.js`). While a menu is open, the program writes the files of its chart
// into its attribute `data-files`: the drawing, the numbers, and both as a Vega-Lite specification, each with title,
// source and link.

/** Pixels of the picture per CSS pixel of the drawing. */
const DENSITY = 2;
/** Milliseconds to wait for a file before reporting a failure. */
const PATIENCE = 15_000;

/** Files of a chart in the order of the attribute, and their separator (`src/views/chart_files.rs`). */
const FILES = ["svg", "csv", "vega"];
const BETWEEN = "\x1e";

const ITEMS = [
  ["png", "Save as picture (PNG)"],
  ["svg", "Save as drawing (SVG)"],
  ["csv", "Save numbers (CSV)"],
  ["vega", "Save specification (Vega-Lite)"],
  ["copy", "Copy as picture"],
  ["table", "Show the numbers"],
  ["wide", "Full width"],
];

/** A file of a menu, once the program has written it. */
function written(menu, name) {
  return new Promise((done, failed) => {
    const look = () => {
      if (menu.dataset.files === undefined) return;
      observer.disconnect();
      clearTimeout(timer);
      done(menu.dataset.files.split(BETWEEN)[FILES.indexOf(name)]);
    };
    const observer = new MutationObserver(look);
    const timer = setTimeout(() => {
      observer.disconnect();
      failed(new Error("The chart could not be drawn in time. Close the menu and try again."));
    }, PATIENCE);
    observer.observe(menu, { attributeFilter: ["data-files"] });
    look();
  });
}

/** A drawing as a picture. */
async function picture(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = DENSITY * image.naturalWidth;
  canvas.height = DENSITY * image.naturalHeight;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("The browser could not make a picture of this chart.");
  return blob;
}

function save(name, blob) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
  return `${name} is saved where your browser puts downloads.`;
}

const DOES = {
  png: async (menu, name) => save(`${name}.png`, await picture(await written(menu, "svg"))),
  svg: async (menu, name) => save(`${name}.svg`, new Blob([await written(menu, "svg")], { type: "image/svg+xml" })),
  csv: async (menu, name) => save(`${name}.csv`, new Blob([await written(menu, "csv")], { type: "text/csv" })),
  vega: async (menu, name) =>
    save(`${name}.vl.json`, new Blob([await written(menu, "vega")], { type: "application/json" })),
  copy: async (menu) => {
    if (!self.ClipboardItem || !navigator.clipboard?.write) throw new Error("This browser does not copy pictures. Save it instead.");
    // Passed as a promise: one engine only allows copying during the click event itself.
    await navigator.clipboard.write([new ClipboardItem({ "image/png": written(menu, "svg").then(picture) })]);
    return "The picture is copied.";
  },
  table: async (menu) => {
    const table = menu.closest("figure").querySelector(".chart-table");
    table.open = true;
    table.querySelector("summary").focus();
    table.scrollIntoView({ block: "nearest" });
    menu.open = false;
    return "";
  },
  wide: async (menu) => {
    const figure = menu.closest("figure");
    const isWide = figure.toggleAttribute("data-wide");
    menu.querySelector("[data-do=wide]").setAttribute("aria-pressed", isWide);
    menu.open = false;
    figure.scrollIntoView({ block: "nearest" });
    return "";
  },
};

function fill(menu) {
  if (menu.querySelector(".chart-menu-items")) return;
  const panel = document.createElement("div");
  panel.className = "chart-menu-items";
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  for (const [id, label] of ITEMS) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.do = id;
    if (id === "wide") button.setAttribute("aria-pressed", "false");
    button.textContent = label;
    button.addEventListener("click", async () => {
      said.classList.remove("fault");
      said.textContent = "One moment.";
      try {
        said.textContent = await DOES[id](menu, `token-factory-${menu.dataset.menu}`);
      } catch (error) {
        said.classList.add("fault");
        said.textContent = error.message;
      }
    });
    panel.append(button);
  }
  panel.append(said);
  menu.append(panel);
}

const close = (menu) => {
  menu.open = false;
};
const opened = () => document.querySelectorAll("[data-menu][open]");

// Only one menu is open at a time, and clicks elsewhere close it.
addEventListener("click", ({ target }) => {
  for (const menu of opened()) if (!menu.contains(target)) close(menu);
});
addEventListener("focusin", ({ target }) => {
  for (const menu of opened()) if (target instanceof Node && target !== document.body && !menu.contains(target)) close(menu);
});
addEventListener("keydown", (event) => {
  const [menu] = opened();
  if (!menu || event.key !== "Escape") return;
  event.preventDefault();
  close(menu);
  menu.querySelector("summary").focus();
});
// The texts of a closed menu may be outdated.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!(target instanceof Element) || !target.matches("[data-menu]")) return;
    fill(target);
    if (!target.open) target.querySelector("[role=status]").textContent = "";
  },
  true,
);
for (const menu of opened()) fill(menu);

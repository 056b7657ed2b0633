// The menu of a chart: save it as a picture, a drawing or numbers, copy it, open its numbers, enlarge it.
//
// Loaded when the first menu is opened (`boot.js`). While the menu of a chart on a canvas is open, the program writes
// the files of the chart into its attribute `data-files`: the drawing, the numbers, and both as a Vega-Lite specification,
// each with title, source and link. The menu of another drawing has the attribute `data-of`: the program is asked for
// the files of that figure each time one of them is saved, so that they are those of the present scenario.

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

/** The files of an element, once the program has written them. */
function files(element) {
  return new Promise((done, failed) => {
    const look = () => {
      if (element.dataset.files === undefined) return;
      observer.disconnect();
      clearTimeout(timer);
      done(element.dataset.files.split(BETWEEN));
    };
    const observer = new MutationObserver(look);
    const timer = setTimeout(() => {
      observer.disconnect();
      failed(new Error("The chart could not be drawn in time. Close the menu and try again."));
    }, PATIENCE);
    observer.observe(element, { attributeFilter: ["data-files"] });
    look();
  });
}

/** The previous request: the program answers only the last of several. */
let last = Promise.resolve();

/** Asks the program for the files of a figure: it listens for clicks on elements with this attribute. */
function asked(menu) {
  const ask = async () => {
    const place = document.createElement("span");
    place.hidden = true;
    place.dataset.step = `files:${menu.dataset.of}`;
    document.body.append(place);
    place.click();
    try {
      return await files(place);
    } finally {
      place.remove();
    }
  };
  last = last.then(ask, ask);
  return last;
}

/** A file of a menu. */
async function written(menu, name) {
  const file = (await (menu.dataset.of ? asked(menu) : files(menu)))[FILES.indexOf(name)];
  if (!file) throw new Error("There is nothing to save: this chart has no such numbers in the present scenario.");
  return file;
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
    const table = numbers(menu);
    if (!table) throw new Error("There are no numbers to show: nothing can be computed in the present scenario.");
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

/** The folded numbers of a chart, if they are on the page. */
const numbers = (menu) => menu.closest("figure, .answer, .compare-body, section").querySelector(".chart-table, .more");

/** Whether a menu has an item. */
const offers = (menu, id) => {
  if (id === "table") return numbers(menu);
  return id !== menu.dataset.without && !(id === "wide" && menu.dataset.of);
};

function fill(menu) {
  if (menu.querySelector(".chart-menu-items")) return;
  const panel = document.createElement("div");
  panel.className = "chart-menu-items";
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  for (const [id, label] of ITEMS) {
    if (!offers(menu, id)) continue;
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
  // The click that asks for files is not one of the reader.
  if (target instanceof HTMLElement && target.dataset.step?.startsWith("files:")) return;
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

// Keeps the site for reading without a network, and says how it stands: kept, offline, a new version there, or that the
// background program has stopped.
//
// Loaded when the page works. Whatever the browser refuses here, the page goes on without it.

const place = document.querySelector("[data-name=offline]");
const say = (text) => {
  if (place && place.textContent !== text) place.textContent = text;
};

/** Milliseconds between two looks for a new version while a page stays open. */
const HOUR = 3_600_000;

let registration;
let isReloading = false;
let isAccepted = false;

/** Loads the page anew, once. What the reader has set stands in its address. */
function reload() {
  if (isReloading) return;
  isReloading = true;
  location.reload();
}

function button(text, run) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", run);
  return element;
}

/** A line at the foot of the window with what may be done. */
function notice(text, does, run) {
  document.querySelector("[data-name=new-version]")?.remove();
  const line = document.createElement("section");
  line.className = "new-version";
  line.dataset.name = "new-version";
  line.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = text;
  line.append(words, button(does, run), button("Later", () => line.remove()));
  // Put in empty and filled a moment later, so that it is read out.
  document.body.append(line);
}

/** Says that what the background program writes stands behind, as long as it does (src/ui/worker_client.rs). */
function tellBehind() {
  const isStopped = document.documentElement.dataset.behind === "stopped";
  const line = document.querySelector("[data-name=new-version]");
  if (!isStopped) {
    if (line?.dataset.about === "behind") line.remove();
  } else if (!line) {
    notice("The background program has stopped and is started again. What it has not written yet is marked “Before the change”.", "Reload", reload);
    document.querySelector("[data-name=new-version]").dataset.about = "behind";
  }
}
new MutationObserver(tellBehind).observe(document.documentElement, { attributeFilter: ["data-behind"] });
tellBehind();

function offer() {
  notice("A new version of this page is ready. Your scenario stays as it is.", "Reload", () => {
    isAccepted = true;
    // Another may have come while this line was read.
    if (registration.waiting) registration.waiting.postMessage("take over");
    else reload();
  });
}

/** Hears of a version that is being fetched. The very first is no news. */
function follow(worker) {
  worker?.addEventListener("statechange", () => {
    if (worker.state === "installed" && registration.active) offer();
    if (worker.state === "activated") tell();
    // Refused, the first time: where the network is there, it is the room that is missing.
    if (worker.state === "redundant" && !registration.active && navigator.onLine) {
      say("This page could not be stored for offline use: the browser’s storage may be full.");
    }
  });
}

/** How it stands, in the words at the end of the page and for the style sheet. */
function tell(isOnline = navigator.onLine) {
  document.documentElement.toggleAttribute("data-offline", !isOnline);
  if (!isOnline) say("You are offline; everything here still works.");
  else if (registration?.active) say("Stored on this device: it opens offline.");
}

/** Looks whether there is a new version; what fails is the network. */
async function look() {
  try {
    await registration.update();
    tell();
  } catch {
    tell(false);
  }
}

async function keep() {
  registration = await navigator.serviceWorker.register("sw.js", { scope: "./", updateViaCache: "none" });
  const wasKept = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (isAccepted || document.hidden) return reload();
    // Another window took the new version up. What is open here is of the old one.
    if (wasKept) notice("This page was updated in another window. Your scenario stays as it is.", "Reload", reload);
  });
  registration.addEventListener("updatefound", () => follow(registration.installing));
  follow(registration.installing);
  if (registration.waiting && registration.active) offer();
  let last = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - last < HOUR) return;
    last = Date.now();
    look();
  });
  tell();
  // At a later visit the registration alone asks for nothing while the network is away.
  if (wasKept) look();
}

addEventListener("online", () => tell(true));
addEventListener("offline", () => tell(false));
if (!navigator.onLine) tell(false);
if ("serviceWorker" in navigator) {
  keep().catch((error) => {
    if (navigator.onLine) say("This browser stores nothing for offline use.");
    console.info(`Offline use: ${error.message}`);
  });
} else {
  say("This browser stores nothing for offline use.");
}

// The screen at a counter: shows itself anew when what it tells has changed, says so when nobody can be asked, and goes back to its own
// language once whoever chose the other is gone.

import { mark } from "./text.js";

const EVERY_MS = 15_000;
const PATIENCE_MS = 10_000;
const READ_MS = 60_000;
const HOME = "hallpulse-counter-home";
const lost = document.getElementById("lost");
const page = new URL(location.href);
page.username = ""; // which fetch refuses
page.password = "";
const version = document.documentElement.dataset.version;

let touched = performance.now();
addEventListener("pointerdown", () => (touched = performance.now()));
for (const language of document.querySelectorAll("a[hreflang]")) {
  language.addEventListener("click", () => {
    if (sessionStorage.getItem(HOME) === null) sessionStorage.setItem(HOME, page.href);
  });
}

// The next person reads the screen in the language that it was put up in.
function goHome() {
  const home = sessionStorage.getItem(HOME);
  if (home === null || performance.now() - touched < READ_MS) return false;
  sessionStorage.removeItem(HOME);
  location.replace(home);
  return true;
}

async function ask() {
  if (goHome()) return;
  try {
    const answer = await fetch(page, {
      method: "HEAD",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const now = answer.headers.get("ETag");
    if (answer.ok && now !== null && now.replaceAll('"', "").replace(/^W\//, "") !== version) {
      location.reload();
      return;
    }
    lost.hidden = answer.ok;
  } catch {
    lost.hidden = false; // the gateway is away: what is shown stays, and says its state
  }
  mark(document.documentElement, "data-feed", lost.hidden ? "live" : "lost");
}

setInterval(ask, EVERY_MS);
document.addEventListener("visibilitychange", () => document.hidden || ask());
addEventListener("online", ask);

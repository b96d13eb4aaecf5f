// Verifies a publication here: the digest of what was signed, the signature, the key's fingerprint, and that each text of the page is the
// one that was signed. What this browser cannot check it says it did not check.

import { address } from "./place.js";

const main = document.querySelector("main[data-digest]");
const at = (id) => document.getElementById(id);
const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What is at a JSON pointer. */
function valueAt(content, pointer) {
  return pointer.split("/").slice(1).reduce((value, key) => value?.[key.replaceAll("~1", "/").replaceAll("~0", "~")], content);
}

/** Whether everything that the page shows of the sheet is what the sheet says, and no row is left out or added. */
function isShownAsSigned(content) {
  const shown = [...document.querySelectorAll("[data-of]")];
  const rows = document.querySelectorAll(".published tbody tr").length;
  return rows === content.rows.length && shown.every((element) => element.textContent === String(valueAt(content, element.dataset.of)));
}

/** "true", "false FAULT" or "unable WHY". */
async function verdict() {
  if (!globalThis.crypto?.subtle) return ["unable", "insecure"];
  let sheet;
  try {
    const answer = await fetch(address(`api/v1/publications/${main.dataset.digest}`), { cache: "no-store" });
    if (!answer.ok) return ["unable", "fetch"];
    sheet = await answer.json();
  } catch {
    return ["unable", "fetch"];
  }
  const bytes = new TextEncoder().encode(sheet.content);
  if ((await sha256(bytes)) !== main.dataset.digest) return ["false", "digest"];
  let key;
  try {
    key = await crypto.subtle.importKey("spki", bytesOf(sheet.key), { name: "Ed25519" }, false, ["verify"]);
  } catch (e) {
    return e.name === "NotSupportedError" ? ["unable", "algorithm"] : ["false", "signature"];
  }
  let isSigned;
  try {
    isSigned = await crypto.subtle.verify({ name: "Ed25519" }, key, bytesOf(sheet.signature), bytes);
  } catch {
    isSigned = false;
  }
  if (!isSigned) return ["false", "signature"];
  if ((await sha256(bytesOf(sheet.key))) !== at("fingerprint").textContent.replaceAll(" ", "")) return ["false", "key"];
  return isShownAsSigned(JSON.parse(sheet.content)) ? ["true"] : ["false", "page"];
}

async function show() {
  at("why").textContent = at("why").dataset.wait;
  const [said, why] = await verdict();
  if (said === "unable") at("why").textContent = at("why").dataset[why];
  if (said === "false") at("fault").textContent = at("fault").dataset[why];
  for (const id of ["true", "false", "unable"]) at(id).hidden = id !== said;
  main.dataset.verdict = said;
}

const print = at("print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => globalThis.print());
}
if (at("unable")) show();

// The way to the gateway: asks what is to be visited, and sends what was, each once: the gateway knows a visit again by the id that the
// phone drew, however often an answer was lost.

import { base64 } from "./visits-photo.js";

const PATIENCE_MS = 20_000;
const SEND_MS = 120_000;

/** Answers {visits, person, csrf}, or {refused: status} where nobody is signed in; throws where there is no network. */
export async function ask() {
  const answer = await fetch("api/v1/visits", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  return answer.ok ? answer.json() : { refused: answer.status };
}

/** Answers {sent: true}, {again: true} for later, or {refused: why}; throws where there is no network. */
export async function send(visit, csrf) {
  const { id, round, source, subject, n, day, times, note } = visit;
  const photos = await Promise.all(visit.photos.map(base64));
  const answer = await fetch("api/v1/visits", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
    body: JSON.stringify({ id, round, source, subject, n, day, times, note, photos }),
    signal: AbortSignal.timeout(SEND_MS),
  });
  if (answer.ok) return { sent: true };
  if ([401, 408, 429].includes(answer.status) || answer.status >= 500) return { again: true };
  const problem = await answer.json().catch(() => ({}));
  return { refused: problem.detail ?? String(answer.status) };
}

/** Ends the session. */
export const signOut = (csrf) =>
  fetch("logout", { method: "POST", headers: { "X-CSRF-Token": csrf }, redirect: "manual" });

/** 32 hexadecimal digits that no other visit has. */
export const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

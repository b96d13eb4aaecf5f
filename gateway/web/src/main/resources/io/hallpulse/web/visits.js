// An inspector's phone: what is to be visited, the checklist with a note and photos, in the network and out of it. Everything that is touched
// is on the phone's disk at once; what is finished is sent when there is a network, for the person who filled it in and nobody else.

import { Language } from "./language.js";
import { element, Form } from "./visits-form.js";
import { ask, newId, send, signOut } from "./visits-send.js";
import * as kept from "./visits-store.js";

const EVERY_MS = 30_000;
const WAYS = {
  "timed-round": ["定时巡查", "round at set times"],
  "untimed-check": ["不定时抽查", "unannounced check"],
  "open-visit": ["明访", "open visit"],
  "mystery-customer": ["神秘顾客", "mystery customer"],
  "simulated-service": ["模拟办事", "simulated service"],
  "hidden-camera": ["暗访摄录", "hidden camera"],
  "file-check": ["查阅案卷", "check of files"],
  telephone: ["电话暗访", "by telephone"],
  interview: ["走访询问", "interview"],
};

const at = (id) => document.getElementById(id);
const language = new Language(at("language"), render);
const t = (zh, en) => (language.word === "zh" ? zh : en);

let person; // who signed in last; undefined for nobody
let visits = [];
let waiting = []; // of everybody
let csrf = "";
let network = "unknown"; // there, none, signed-out
let busy = false;

const keyOf = (visit) => [visit.round, visit.source, visit.subject, visit.n].join("|");
const own = () => waiting.filter((one) => one.person === person);
const waits = (visit) => own().find((one) => keyOf(one) === keyOf(visit));

// The day by this phone's clock, which the gateway sets right where it is ahead.
function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

async function read() {
  person = await kept.person();
  visits = person === undefined ? [] : ((await kept.list(person)) ?? []);
  waiting = await kept.waiting();
}

async function refresh() {
  if (busy) return;
  busy = true;
  try {
    const answer = await ask();
    if (answer.refused !== undefined) {
      network = answer.refused === 401 ? "signed-out" : "none";
    } else {
      if (answer.person !== person) await kept.become(answer.person);
      ({ person, visits, csrf } = answer);
      await kept.keepList(person, visits);
      network = "there";
      await sendAll();
    }
  } catch {
    network = "none";
  } finally {
    busy = false;
  }
  waiting = await kept.waiting();
  render();
}

async function sendAll() {
  for (const one of (await kept.waiting()).filter((each) => each.person === person && each.refused === undefined)) {
    const answer = await send(one, csrf);
    if (answer.again) break;
    if (answer.refused !== undefined) {
      await kept.change({ ...one, refused: answer.refused });
      continue;
    }
    for (const visit of visits) if (keyOf(visit) === keyOf(one)) visit.made = true;
    await kept.keepList(person, visits);
    await kept.drop(one.id);
  }
}

async function finish(visit, draft) {
  const { round, source, subject, n } = visit;
  await kept.finish(person, keyOf(visit), { id: newId(), person, round, source, subject, n, day: today(), ...draft });
  waiting = await kept.waiting();
  location.hash = "";
  await refresh();
}

function state() {
  const mine = own().filter((one) => one.refused === undefined).length;
  const others = waiting.length - own().length;
  const words = [];
  if (network === "none") words.push(t("没有网络：填写的走访保存在本机，联网后自动发送", "No network: visits are kept on this phone and sent once it is back"));
  if (network === "signed-out") words.push(t("尚未登录：登录后显示任务并发送", "Nobody is signed in: sign in to see visits and to send them"));
  if (mine > 0) words.push(t(`等待发送 ${mine} 次`, `${mine} waiting to be sent`));
  else if (network === "there") words.push(t("已全部发送", "All sent"));
  if (others > 0) words.push(t(`另有他人的 ${others} 次，待其本人登录后发送`, `${others} of another person, sent once that one signs in`));
  return words.join(t("；", "; "));
}

function line(visit) {
  const name = t(visit.name.zh, visit.name.en);
  const way = WAYS[visit.way];
  const facts = [visit.subject, way ? t(...way) : visit.way, t(`第 ${visit.n} 次`, `no. ${visit.n}`)].filter(Boolean);
  const one = waits(visit);
  const mark = visit.made ? t("已完成", "Done") : one === undefined ? "" : one.refused ? t("未被接受", "Not accepted") : t("等待发送", "Waiting");
  const parts = [element("b", {}, name), element("span", { class: "soft" }, facts.join(" · "))];
  if (mark) parts.push(element("span", { class: "mark" }, mark));
  if (one?.refused) {
    parts.push(element("span", { class: "fault", lang: "en" }, one.refused));
    const give = element("button", { class: "link", type: "button" }, t("删除本机记录", "Delete from this phone"));
    give.addEventListener("click", async () => {
      await kept.drop(one.id);
      waiting = await kept.waiting();
      render();
    });
    parts.push(give);
  }
  const open = !visit.made && one === undefined;
  return element("li", {}, open ? element("a", { href: `#${encodeURIComponent(keyOf(visit))}` }, ...parts) : element("div", {}, ...parts));
}

function lists() {
  const open = visits.filter((visit) => !visit.made);
  const due = open.filter((visit) => visit.from <= today()).sort((one, other) => Number(waits(one) !== undefined) - Number(waits(other) !== undefined));
  const later = open.filter((visit) => visit.from > today());
  const done = visits.filter((visit) => visit.made);
  const part = (title, some, folded) => {
    if (some.length === 0) return [];
    const list = element("ul", { class: "visits" }, ...some.map(line));
    return folded
      ? [element("details", {}, element("summary", {}, `${title} ${some.length}`), list)]
      : [element("h2", {}, `${title} ${some.length}`), list];
  };
  const parts = [...part(t("今天", "Today"), due, false), ...part(t("以后", "Later"), later, true), ...part(t("已完成", "Done"), done, true)];
  if (parts.length === 0) {
    parts.push(
      network === "signed-out" || person === undefined
        ? element("p", {}, element("a", { href: "login?to=%2Fvisits" }, t("登录", "Sign in")))
        : element("p", { class: "soft" }, t("目前没有分配给你的走访", "No visits are assigned to you now")),
    );
  } else if (network === "signed-out") {
    parts.unshift(element("p", {}, element("a", { href: "login?to=%2Fvisits" }, t("登录", "Sign in"))));
  }
  return parts;
}

async function page(visit) {
  const key = keyOf(visit);
  const whose = person;
  const draft = (await kept.draft(whose, key)) ?? { times: {}, note: "", photos: [] };
  const form = new Form(t, visit, draft, (now) => kept.keepDraft(whose, key, now), (now) => finish(visit, now));
  const way = WAYS[visit.way];
  return [
    element("p", {}, element("a", { href: "#" }, t("‹ 全部任务", "‹ All visits"))),
    element("h2", {}, t(visit.name.zh, visit.name.en)),
    element(
      "p",
      { class: "soft" },
      [visit.subject, way ? t(...way) : visit.way, t(`有效至 ${visit.until}`, `until ${visit.until}`)].filter(Boolean).join(" · "),
    ),
    form.node,
  ];
}

let shown = ""; // what is on the page, so that a form that somebody fills in stays

async function render() {
  document.documentElement.lang = language.word === "zh" ? "zh-CN" : "en";
  document.title = `${t("走访任务", "Visits")} · HallPulse`;
  at("title").textContent = t("走访任务", "Visits");
  at("person").textContent = person ?? "";
  at("leave").textContent = t("退出", "Sign out");
  at("leave").hidden = person === undefined || network !== "there";
  at("state").textContent = state();
  at("state").dataset.network = network;
  const visit = visits.find((one) => `#${encodeURIComponent(keyOf(one))}` === location.hash && !one.made && !waits(one));
  const now = visit === undefined ? "" : `${person} ${keyOf(visit)} ${language.word}`;
  if (visit !== undefined && now === shown) return;
  shown = now;
  const parts = visit === undefined ? lists() : await page(visit);
  if (shown === now) at("main").replaceChildren(...parts); // else somebody went on meanwhile
}

at("leave").addEventListener("click", async () => {
  await signOut(csrf).catch(() => null);
  await kept.leave();
  location.assign("login?to=%2Fvisits");
});
addEventListener("hashchange", render);
addEventListener("online", refresh);
document.addEventListener("visibilitychange", () => document.hidden || refresh());
setInterval(refresh, EVERY_MS);

// The page opens without a network from then on.
function workOffline() {
  if (!("serviceWorker" in navigator)) return;
  const address = "visits/worker.js";
  const policy = self.trustedTypes?.createPolicy("visits-worker", { createScriptURL: () => address });
  navigator.serviceWorker
    .register(policy?.createScriptURL("") ?? address, { scope: "visits" })
    .catch((e) => console.warn(`This page does not open without a network: ${e.message}`));
}

await read();
await render();
workOffline();
await refresh();

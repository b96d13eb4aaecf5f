// The form of one visit: how often each item was seen, a note, photos.

import { redrawn, shown } from "./visits-photo.js";

const MOST_TIMES = 99;
const MOST_PHOTOS = 3;
const MOST_NOTE = 1000;

/** An element with what it says and does. */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** draft: {times, note, photos}; keep(draft) puts it on the disk, finish(draft) ends it. */
export class Form {
  #t;
  #draft;
  #keep;
  #counts = new Map();
  #photos;
  #fault;

  constructor(t, visit, draft, keep, finish) {
    this.#t = t;
    this.#draft = draft;
    this.#keep = keep;
    this.#photos = element("div", { class: "photos" });
    this.#fault = element("p", { class: "fault", role: "alert" });
    const done = element("button", { class: "main", type: "button", id: "finish" }, t("完成走访", "Finish the visit"));
    done.addEventListener("click", async () => {
      done.disabled = true; // once is enough
      await finish(this.#draft);
    });
    this.node = element(
      "section",
      { class: "form" },
      element("ul", { class: "checks" }, ...visit.checklist.map((item) => this.#row(item))),
      this.#note(),
      this.#picker(),
      this.#photos,
      this.#fault,
      done,
    );
    this.#showPhotos();
  }

  #row(item) {
    const name = this.#t(item.name.zh, item.name.en);
    const count = element("output", { id: `count-${item.id}` }, String(this.#draft.times[item.id] ?? 0));
    this.#counts.set(item.id, count);
    const step = (by, sign, label) =>
      element(
        "button",
        { type: "button", "data-item": item.id, "data-step": by, "aria-label": `${label} ${name}`, onclick: () => this.#add(item.id, by) },
        sign,
      );
    return element(
      "li",
      {},
      element("span", {}, name),
      step(-1, "−", this.#t("减少", "Fewer")),
      count,
      step(1, "+", this.#t("增加", "More")),
    );
  }

  #add(item, by) {
    const times = Math.min(MOST_TIMES, Math.max(0, (this.#draft.times[item] ?? 0) + by));
    this.#draft.times[item] = times;
    this.#counts.get(item).textContent = String(times);
    this.#keep(this.#draft);
  }

  #note() {
    const area = element("textarea", { id: "note", rows: 3, maxlength: MOST_NOTE });
    area.value = this.#draft.note;
    area.addEventListener("input", () => {
      this.#draft.note = area.value;
      this.#keep(this.#draft);
    });
    return element("label", { for: "note" }, this.#t("备注", "Note"), area);
  }

  #picker() {
    const input = element("input", { type: "file", id: "photo", accept: "image/*", capture: "environment" });
    input.addEventListener("change", () => this.#take(input));
    return element(
      "div",
      {},
      element("label", { for: "photo", class: "pick" }, this.#t("拍照或选择照片", "Take or choose a photo"), input),
      element(
        "p",
        { class: "soft" },
        this.#t(`最多 ${MOST_PHOTOS} 张；照片重新绘制，不含位置、时间和机型`, `${MOST_PHOTOS} at most; drawn anew, without place, time and device`),
      ),
    );
  }

  async #take(input) {
    this.#fault.textContent = "";
    const [file] = input.files;
    input.value = "";
    if (file === undefined) return;
    if (this.#draft.photos.length >= MOST_PHOTOS) {
      this.#fault.textContent = this.#t(`最多 ${MOST_PHOTOS} 张照片`, `${MOST_PHOTOS} photos at most`);
      return;
    }
    try {
      this.#draft.photos.push(await redrawn(file));
      await this.#keep(this.#draft);
      await this.#showPhotos();
    } catch {
      this.#fault.textContent = this.#t("无法读取这张照片", "This photo cannot be read");
    }
  }

  async #showPhotos() {
    const cards = this.#draft.photos.map(async (photo, i) => {
      const picture = await shown(photo, this.#t(`照片 ${i + 1}`, `Photo ${i + 1}`));
      const remove = element("button", { class: "link", type: "button" }, this.#t("删除", "Remove"));
      remove.addEventListener("click", async () => {
        this.#draft.photos.splice(this.#draft.photos.indexOf(photo), 1);
        await this.#keep(this.#draft);
        await this.#showPhotos();
      });
      return element("div", { class: "photo" }, picture, remove);
    });
    this.#photos.replaceChildren(...(await Promise.all(cards)));
  }
}

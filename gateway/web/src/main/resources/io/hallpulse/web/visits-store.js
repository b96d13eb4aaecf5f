// What the phone keeps while it is out of the network, by person: the list of visits, what is being filled in, and what waits to be sent.

const NAME = "hallpulse-visits";
const STORES = ["lists", "drafts", "waiting", "phone"];

let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => STORES.forEach((store) => request.result.createObjectStore(store));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

// Resolved once it is on the disk.
async function inside(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORES, mode, { durability: "strict" });
    const result = work((store) => transaction.objectStore(store));
    transaction.oncomplete = () => resolve(result.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

const get = (store, key) => inside("readonly", (stores) => stores(store).get(key));
const put = (store, key, value) => inside("readwrite", (stores) => stores(store).put(value, key));

/** Who signed in last on this phone; undefined for nobody. */
export const person = () => get("phone", "person");

/** Another person signs in: what the last one was to visit is forgotten, what they filled in waits for them. */
export const become = (name) =>
  inside("readwrite", (stores) => {
    stores("lists").clear();
    return stores("phone").put(name, "person");
  });

export const leave = () =>
  inside("readwrite", (stores) => {
    stores("lists").clear();
    return stores("phone").delete("person");
  });

export const list = (name) => get("lists", name);
export const keepList = (name, visits) => put("lists", name, visits);

export const draft = (name, key) => get("drafts", `${name} ${key}`);
export const keepDraft = (name, key, value) => put("drafts", `${name} ${key}`, value);

/** A visit is finished: from now on it waits, and is no draft any more. */
export const finish = (name, key, visit) =>
  inside("readwrite", (stores) => {
    stores("drafts").delete(`${name} ${key}`);
    return stores("waiting").put(visit, visit.id);
  });

export const waiting = () => inside("readonly", (stores) => stores("waiting").getAll());
export const change = (visit) => put("waiting", visit.id, visit);

/** It has come in, or is given up. */
export const drop = (id) => inside("readwrite", (stores) => stores("waiting").delete(id));

// Files on their way, kept on the device (IndexedDB) until they have arrived. Where the device keeps nothing, nothing is kept.

const STORE = "files";
const DAYS = 7;

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("torvet-billeder", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function inStore(mode, act) {
  try {
    const store = (await open()).transaction(STORE, mode).objectStore(STORE);
    return await new Promise((resolve, reject) => {
      const asked = act(store);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  } catch {
    return null;
  }
}

export function keep(owner, place, print, file) {
  return inStore("readwrite", (store) => store.put({ owner, place, print, file, at: Date.now() }, `${place} ${print}`));
}

export function forget(place, print) {
  return inStore("readwrite", (store) => store.delete(`${place} ${print}`));
}

// This owner's files for this place; those of others, and old ones, are removed from the device.
export async function kept(owner, place) {
  const all = (await inStore("readonly", (store) => store.getAll())) ?? [];
  const isOld = (item) => item.owner !== owner || Date.now() - item.at > DAYS * 86_400_000;
  for (const item of all.filter(isOld)) await forget(item.place, item.print);
  return all.filter((item) => !isOld(item) && item.place === place);
}

/** Which versions of banks this page made, so that its own changes are not taken for those of others. */

/** Numbers by bank. */
const own = new Map();

/** Changes whose answers are not there yet. */
const pending = new Set();

/** Does a change, and notes which version it made. */
export async function noted(name, does) {
  const change = does();
  pending.add(change);
  try {
    const { version, fresh = true } = await change;
    if (fresh) {
      own.set(name, (own.get(name) ?? new Set()).add(version));
    }
    return await change;
  } finally {
    pending.delete(change);
  }
}

/** Waits until what is being changed now is known. */
export const settled = () => Promise.allSettled([...pending]);

/** Whether all versions of a bank after one, up to another, were made by this page. */
export function isOwn(name, after, upTo) {
  for (let version = after + 1; version <= upTo; version += 1) {
    if (!own.get(name)?.has(version)) {
      return false;
    }
  }
  return true;
}

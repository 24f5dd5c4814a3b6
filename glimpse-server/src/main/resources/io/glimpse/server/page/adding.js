/** Makes pictures examples of classes. */

import * as api from './api.js';
import { plural } from './dom.js';
import { guarded, notice } from './status.js';
import { inRequests, work } from './work.js';

const AT_A_TIME = 16;

/** Names of banks whose content was changed from here are told to whoever shows one. */
export const changes = new EventTarget();

/** Says that a bank was changed from here. */
export function tellChanged(bank) {
  changes.dispatchEvent(new CustomEvent('change', { detail: bank }));
}

/**
 * Adds lists of pictures by class, and offers to take all of it back at once.
 *
 * @param ondone hears of pictures that are examples now, some at a time
 */
export async function addAll(bank, byClass, ondone = () => {}) {
  const before = await api.bank(bank);
  const parts = [];
  const limits = await api.limits();
  for (const [cls, pictures] of byClass) {
    parts.push(...inRequests(pictures, limits, AT_A_TIME).map((part) => Object.assign(part, { cls })));
  }
  if (parts.length === 0) {
    return;
  }
  const classes = [...byClass.keys()];
  const title = classes.length === 1 ? `Adding to ${classes[0]}` : `Adding to ${plural(classes.length, 'class', 'classes')}`;
  try {
    await work(title, parts, async (part, signal) => {
      const added = await api.addShots(bank, part.cls, part.map((one) => one.file), signal);
      tellChanged(bank);
      const errors = added.errors ?? [];
      const unusable = new Set(errors.map((one) => one.path));
      ondone(part.filter((one) => !unusable.has(one.file.name)));
      return errors;
    });
  } finally {
    await report(bank, before, classes);
  }
}

async function report(bank, before, classes) {
  const after = await api.bank(bank);
  tellChanged(bank);
  const added = count(after, classes) - count(before, classes);
  const where = classes.length === 1 ? ` to ${classes[0]}` : '';
  if (added <= 0) {
    notice('No example was added. Pictures that the bank has already are kept once.');
    return;
  }
  notice(`${plural(added, 'example')} added${where}.`, { text: 'Undo', does: guarded(async () => {
    await api.restore(bank, before.version, after.version);
    tellChanged(bank);
    notice(`${plural(added, 'example')} taken away again.`);
  }) });
}

function count(bank, classes) {
  return bank.classes
    .filter((one) => classes.includes(one.name))
    .reduce((sum, one) => sum + one.shots, 0);
}

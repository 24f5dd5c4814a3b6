/** Makes pictures examples of classes. */

import * as api from './api.js';
import { plural } from './dom.js';
import { elsewhere } from './elsewhere.js';
import { failure, guarded, notice } from './status.js';
import { isOwn } from './versions.js';
import { REFUSALS, inRequests, work } from './work.js';

const AT_A_TIME = 16;
/** The status of pictures that are examples of another class. */
const OTHER_CLASS = 409;

/** Names of banks whose content was changed from here are told to whoever shows one. */
export const changes = new EventTarget();

/** Says that a bank was changed from here. */
export function tellChanged(bank) {
  changes.dispatchEvent(new CustomEvent('change', { detail: bank }));
}

/**
 * Adds lists of pictures by class, and offers to take all of it back at once; to go on, where it was
 * stopped; and to move what is an example of another class already.
 *
 * @param ondone hears of pictures that are examples now, some at a time
 */
export async function addAll(bank, byClass, ondone = () => {}) {
  const parts = [];
  const limits = await api.limits();
  for (const [cls, pictures] of byClass) {
    parts.push(...inRequests(pictures, limits, AT_A_TIME).map((part) => Object.assign(part, { cls })));
  }
  await addParts(bank, parts, ondone);
}

async function addParts(bank, parts, ondone) {
  if (parts.length === 0) {
    return;
  }
  const before = await api.bank(bank);
  const classes = [...new Set(parts.map((part) => part.cls))];
  const title = classes.length === 1 ? `Adding to ${classes[0]}` : `Adding to ${plural(classes.length, 'class', 'classes')}`;
  const held = [];
  let refused = 0;
  // What is sent is finished also when it is stopped, so that it is known what is saved.
  const left = await work(title, parts, async (part) => {
    const { errors, others } = await addSome(bank, part.cls, part);
    tellChanged(bank);
    held.push(...others);
    refused += errors.length;
    const not = new Set([...others.map((one) => one.picture.file.name), ...errors.map((one) => one.path)]);
    ondone(part.filter((one) => !not.has(one.file.name)));
    return errors;
  }, { saves: true });
  const sent = sizeOf(parts) - sizeOf(left) - refused - held.length;
  await report(bank, { before, classes, sent, left, ondone });
  offerToMove(bank, held, ondone);
}

/** Adds pictures of one request; gives what was "added" if anything was, and what {@link elsewhere} gives. */
export async function addSome(bank, cls, pictures) {
  try {
    const added = await api.addShots(bank, cls, pictures.map((one) => one.file));
    return { added, ...await elsewhere(bank, cls, pictures, added) };
  } catch (error) {
    if (error.status !== OTHER_CLASS && !REFUSALS.has(error.status)) {
      throw error;
    }
    const errors = error.errors.length > 0 ? error.errors
      : pictures.map((one) => ({ path: one.file.name, error: error.message }));
    return { added: null, ...await elsewhere(bank, cls, pictures, { errors, conflicts: error.conflicts }) };
  }
}

/** Offers to give to a class what is an example of another one already. */
export function offerToMove(bank, held, ondone = () => {}) {
  if (held.length === 0) {
    return;
  }
  const [first] = held;
  const isOne = held.length === 1;
  failure(isOne ? `${first.picture.file.name} is an example of ${first.shot.class} already, and a picture is of one class.`
    : `${plural(held.length, 'picture')} are examples of other classes already, and a picture is of one class.`,
  isOne ? [] : held.map((one) => `${one.picture.file.name}: ${one.shot.class}`), [{
    text: isOne ? `Move it to ${first.cls}` : `Move them to ${[...new Set(held.map((one) => one.cls))].join(', ')}`,
    does: guarded(async () => {
      // Each was seen to be of its class; who changed it meanwhile is not overruled.
      for (const { shot, cls, picture } of held) {
        const now = await api.shot(bank, shot.id);
        if (now.class === shot.class) {
          await api.moveShot(bank, shot.id, cls, (await api.bank(bank)).version);
          ondone([picture]);
        }
      }
      tellChanged(bank);
      notice(isOne ? `${first.picture.file.name} is ${first.cls} now.` : `${held.length} pictures moved.`);
    }) }]);
}

async function report(bank, { before, classes, sent, left, ondone }) {
  const rest = sizeOf(left);
  const goOn = { text: `Go on with ${rest}`, does: guarded(() => addParts(bank, left, ondone)) };
  let after;
  try {
    after = await api.bank(bank);
  } catch (error) {
    error.action = rest > 0 ? goOn : null;
    throw error;
  }
  tellChanged(bank);
  const added = Math.max(0, count(after, classes) - count(before, classes));
  const where = classes.length === 1 ? ` to ${classes[0]}` : '';
  const there = sent - added;
  const sentences = [];
  if (added > 0) {
    sentences.push(`${plural(added, 'example')} added${where}.`);
  }
  if (there > 0) {
    sentences.push(`${plural(there, 'picture')} ${there === 1 ? 'is an example' : 'are examples'} already and kept once.`);
  }
  const actions = [];
  if (left.length > 0) {
    sentences.push(`Stopped; ${rest} left out.`);
    actions.push(goOn);
  }
  // Going back to the version before would also take back what others did meanwhile.
  if (added > 0 && isOwn(bank, before.version, after.version)) {
    actions.push({ text: 'Undo', does: guarded(async () => {
      await api.restore(bank, before.version, after.version);
      tellChanged(bank);
      notice(`${plural(added, 'example')} taken away again.`);
    }) });
  }
  if (sentences.length > 0) {
    notice(sentences.join(' '), ...actions);
  }
}

const sizeOf = (parts) => parts.reduce((sum, part) => sum + part.length, 0);

function count(bank, classes) {
  return bank.classes
    .filter((one) => classes.includes(one.name))
    .reduce((sum, one) => sum + one.shots, 0);
}

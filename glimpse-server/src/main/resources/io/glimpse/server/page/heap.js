/** A heap of pictures without labels, by what the bank says of them: the most doubtful first. */

import { isNone } from './answer.js';

/** The group of what is like none of the classes, and of what was not answered yet. */
export const NONE = Symbol('none of these');
export const UNANSWERED = Symbol('unanswered');

let ids = 0;

/**
 * What waits for a label. An item has an "id", its "file", a "small" picture, and once it was answered
 * the "answer" and its "version". What is held, because somebody looks at it, keeps its answer until it
 * is let go.
 */
export class Heap {
  #items = new Map();
  #held = null;

  get size() {
    return this.#items.size;
  }

  get(id) {
    return this.#items.get(id);
  }

  add(file, small) {
    ids += 1;
    const item = { id: `p${ids}`, file, small, answer: null, newer: null, version: 0 };
    this.#items.set(item.id, item);
    return item;
  }

  putBack(item) {
    this.#items.set(item.id, item);
  }

  remove(item) {
    this.#items.delete(item.id);
  }

  clear() {
    this.#items.clear();
  }

  /** Takes an answer of a version of the bank. */
  answered(id, answer, version) {
    const item = this.#items.get(id);
    if (!item) {
      return;
    }
    item.version = version;
    if (id === this.#held && item.answer !== null) {
      // A key that somebody is about to press must do what they see.
      item.newer = answer;
    } else {
      item.answer = answer;
    }
  }

  /** Keeps the answer of one item as it is, and lets go of the one before. */
  hold(id) {
    const before = this.#items.get(this.#held);
    if (before?.newer && before.id !== id) {
      before.answer = before.newer;
      before.newer = null;
    }
    this.#held = id;
  }

  /** What was not answered by a version, the most doubtful first. */
  behind(version) {
    return [...this.#items.values()].filter((item) => item.version < version).sort(byDoubt);
  }

  /** Lists of items with the name of their group; the group with the most doubtful item first. */
  groups() {
    const groups = new Map();
    for (const item of [...this.#items.values()].sort(byDoubt)) {
      const name = groupOf(item);
      groups.set(name, [...groups.get(name) ?? [], item]);
    }
    const unanswered = groups.get(UNANSWERED);
    groups.delete(UNANSWERED);
    const sorted = [...groups].map(([name, items]) => ({ name, items }));
    return unanswered ? [...sorted, { name: UNANSWERED, items: unanswered }] : sorted;
  }
}

function groupOf(item) {
  if (item.answer === null) {
    return UNANSWERED;
  }
  return isNone(item.answer) ? NONE : item.answer.top[0].class;
}

/**
 * 0 to 1: how near the second class comes to the first, or to being unlike the only one; 1 for none of these.
 */
export function doubt(item) {
  if (item.answer === null) {
    return 0;
  }
  if (isNone(item.answer)) {
    return 1;
  }
  const [first, second] = item.answer.top;
  if (second) {
    return 1 - (first.probability - second.probability);
  }
  const { score, threshold } = item.answer.unknown ?? {};
  return Number.isFinite(threshold) ? 0.5 / (1 + Math.max(0, score - threshold)) : 0;
}

const byDoubt = (a, b) => doubt(b) - doubt(a) || Number(a.id.slice(1)) - Number(b.id.slice(1));

/** The picture in hand: what the bank says of it, and the keys that it goes away by. */

import { inShort, isNone } from './answer.js';
import { button, el } from './dom.js';
import { guarded } from './status.js';
import { ofBlob } from './thumbnails.js';
import { ranking } from './tryout.js';

const SHOWN = 3;

/** A panel that shows one item of a heap, with a button for each key. */
export class Hand {
  element = el('section', { class: 'panel card', 'aria-label': 'The picture in hand' });
  #does;

  /** @param does what the keys do, by name; all but "later" and "takeBack" get the item */
  constructor(does) {
    this.#does = does;
  }

  /**
   * Shows an item.
   *
   * @param names classes that the digits stand for, from 1
   * @param hasMore whether there are classes that no digit stands for
   */
  show(item, names, hasMore) {
    const does = this.#does;
    const { answer } = item;
    this.element.replaceChildren(...[
      ofBlob(item.small, item.file.name),
      el('h3', {}, said(item)),
      el('p', { class: 'faint name' }, item.file.name),
      // With one class there is nothing to rank.
      answer?.top.length > 1 && ranking(answer.top.slice(0, SHOWN), isNone(answer)),
      el('div', { class: 'keys' },
        answer && key('Enter', isNone(answer) ? 'None of these' : 'Confirm', () => does.confirm(item), 'main'),
        names.map((name, i) => key(String(i + 1), name, () => does.label(item, name))),
        hasMore && key('C', 'Another class', () => does.another(item)),
        key('X', 'Reject', () => does.reject(item)),
        key('S', 'Later', () => does.later()),
        key('U', 'Take back', () => does.takeBack())),
    ].filter(Boolean));
  }
}

function key(name, text, does, style = '') {
  return button([el('kbd', { 'aria-hidden': 'true' }, name), ` ${text}`], guarded(does), {
    class: style, 'aria-keyshortcuts': name, title: text });
}

/** What the bank says of an item, in a few words. */
export function said({ answer }) {
  return answer === null ? 'not answered yet' : inShort(answer, answer.top.length === 1);
}

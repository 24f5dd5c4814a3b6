/**
 * The inbox: a heap of pictures without labels, in groups by the bank's answer. Each is confirmed,
 * corrected or rejected with one key, whereupon it is an example and the rest is answered anew.
 */

import * as api from './api.js';
import { addAll, addSome, offerToMove, tellChanged } from './adding.js';
import { isNone } from './answer.js';
import { Answering } from './answering.js';
import { button, el, plural } from './dom.js';
import { Hand, said } from './hand.js';
import { Heap, NONE, UNANSWERED, doubt } from './heap.js';
import { pickers, takesDrops, takesPastes } from './pictures.js';
import { choice } from './shot.js';
import { failure, guarded, say } from './status.js';
import { ofBlob, small } from './thumbnails.js';
import { opened } from './dialogs.js';
import { work } from './work.js';

const DIGITS = 9;
const DOUBTFUL = 0.5;

/** Heaps outlive the view, but not the page: their files are on the user's disk. */
const heaps = new Map();

window.addEventListener('beforeunload', (event) => {
  if ([...heaps.values()].some((heap) => heap.size > 0)) {
    event.preventDefault();
  }
});

export async function showInbox(place, open) {
  const heap = heaps.get(open.name) ?? new Heap();
  heaps.set(open.name, heap);
  const inbox = new Inbox(open, heap);
  place.replaceChildren(inbox.element);
  takesDrops(place, inbox.take);
  takesPastes(open.signal, inbox.take);
  open.onchange = () => inbox.changed();
  inbox.render();
  await inbox.begin();
}

class Inbox {
  #open;
  #heap;
  #answering;
  #current = null;
  #isChosen = false;
  #done = [];
  #saving = Promise.resolve();
  #groups = el('div', { class: 'groups' });
  #hand = new Hand({
    confirm: (item) => this.#confirm(item),
    label: (item, name) => this.#label(item, name),
    another: (item) => this.#another(item),
    reject: (item) => this.#reject(item),
    later: () => this.#step(1),
    takeBack: () => this.#takeBack(),
  });
  #progress = el('p', { class: 'faint progress' });
  #count = el('p', { class: 'count', tabindex: '-1' });
  #explanation = el('p', {}, 'Drop a heap of pictures. They wait here, grouped by what the bank takes them for, the'
    + ' most doubtful first; each that you confirm or correct becomes an example, and the rest is answered anew.');
  #tiles = new Map();

  constructor(open, heap) {
    this.#open = open;
    this.#heap = heap;
    this.#answering = new Answering(open, heap, (done, total, errors) => this.#progressed(done, total, errors));
    this.element = el('section', { class: 'inbox', 'aria-labelledby': 'inbox', onkeydown: (event) => this.#key(event) },
      el('div', { class: 'zone' },
        el('h2', { id: 'inbox' }, 'Inbox'),
        this.#explanation,
        pickers('the inbox', this.take)),
      el('div', { class: 'row spread' }, this.#count, this.#progress),
      el('div', { class: 'desk' }, this.#groups, this.#hand.element));
  }

  /** Takes pictures in. */
  take = guarded(async (pictures) => {
    const parts = [];
    for (let i = 0; i < pictures.length; i += 4) {
      parts.push(pictures.slice(i, i + 4));
    }
    await work('Looking at pictures', parts, async (part) => {
      await Promise.all(part.map(async ({ file }) => this.#heap.add(file, await small(file))));
    }, { outer: this.#open.signal });
    this.render();
    await this.begin();
    this.#focus(this.#current);
  });

  /** Has answered what waits without an answer. */
  async begin() {
    if (this.#heap.size > 0) {
      await this.#answering.now();
    }
  }

  changed() {
    this.#answering.changed();
    this.#showPanel();
  }

  #progressed(done, total, errors = []) {
    if (errors.length > 0) {
      failure(`${plural(errors.length, 'picture')} could not be used.`, errors);
    }
    if (done !== null) {
      this.#progress.replaceChildren(...this.#progressOf(done, total));
    }
    this.render();
  }

  #progressOf(done, total) {
    const behind = this.#heap.behind(this.#open.now.version).length;
    if (total > 0) {
      return [`Answering anew: ${done} of ${total} `, button('Stop', () => this.#answering.stop(), {
        'aria-label': 'Stop answering anew' })];
    }
    return behind > 0 && !this.#answering.isDue
      ? [button(`Answer the other ${behind}`, guarded(() => this.#answering.now()))] : [];
  }

  /** Shows the heap as it is, with the focus where it was. */
  render() {
    const groups = this.#heap.groups();
    const order = groups.flatMap((group) => group.items);
    if (!this.#isChosen || !this.#heap.get(this.#current)) {
      // Until somebody goes elsewhere: the most doubtful.
      this.#current = order[0]?.id ?? null;
    }
    this.#heap.hold(this.#current);
    const focused = this.#groups.contains(document.activeElement);
    const kept = new Set(order.map((item) => item.id));
    [...this.#tiles.keys()].filter((id) => !kept.has(id)).forEach((id) => this.#tiles.delete(id));
    this.#groups.replaceChildren(...groups.map((group) => this.#group(group)));
    this.#count.textContent = this.#heap.size === 0 ? 'The inbox is empty.' : `${plural(this.#heap.size, 'picture')} to go`;
    this.#hand.element.hidden = this.#current === null;
    this.#explanation.hidden = this.#heap.size > 0;
    this.#showPanel();
    if (focused) {
      this.#focus(this.#current);
    }
  }

  #group({ name, items }) {
    const title = { [NONE]: 'None of these', [UNANSWERED]: 'Not answered yet' }[name] ?? name;
    const heading = el('h3', {}, title, ' ', el('span', { class: 'count' }, String(items.length)));
    const all = typeof name === 'string' && items.length > 1
      && button(`Confirm all ${items.length}`, guarded(() => this.#confirmAll(name, items)), {
        'aria-label': `Confirm all ${items.length} as ${name}` });
    return el('section', { class: 'group', 'aria-label': `${title}, ${plural(items.length, 'picture')}` },
      el('div', { class: 'row spread' }, heading, all),
      el('ul', { class: 'shots' }, items.map((item) => el('li', {}, this.#tile(item)))));
  }

  #tile(item) {
    const known = this.#tiles.get(item.id) ?? el('button', { type: 'button', class: 'pic', 'data-item': item.id,
      onfocus: () => this.#choose(item.id), onclick: () => {
        this.#isChosen = true;
        this.#choose(item.id);
      } },
    ofBlob(item.small, item.file.name));
    this.#tiles.set(item.id, known);
    const doubtful = doubt(item) > DOUBTFUL;
    known.setAttribute('aria-label', `${item.file.name}: ${said(item)}${doubtful ? ', doubtful' : ''}`);
    known.title = item.file.name;
    known.classList.toggle('doubtful', doubtful);
    this.#mark(known, item.id === this.#current);
    return known;
  }

  #mark(tile, isCurrent) {
    tile.tabIndex = isCurrent ? 0 : -1;
    tile.toggleAttribute('data-current', isCurrent);
    tile.setAttribute('aria-current', String(isCurrent));
  }

  #choose(id) {
    if (id === this.#current) {
      return;
    }
    const before = this.#tiles.get(this.#current);
    if (before) {
      this.#mark(before, false);
    }
    this.#current = id;
    this.#heap.hold(id);
    this.#mark(this.#tiles.get(id), true);
    this.#showPanel();
  }

  #focus(id) {
    const tile = this.#tiles.get(id);
    tile?.focus({ preventScroll: true });
    // Who works with the buttons beside must not have them scrolled away.
    if (tile?.matches(':focus-visible')) {
      tile.scrollIntoView({ block: 'nearest' });
    }
  }

  #showPanel() {
    const item = this.#heap.get(this.#current);
    if (item) {
      const keys = this.#classesByKey(item);
      this.#hand.show(item, keys, this.#open.now.classes.length > keys.length);
    }
  }

  /** The classes that the digits stand for: always the same ones, unless there are more than digits. */
  #classesByKey(item) {
    const classes = this.#open.classes();
    return classes.length <= DIGITS ? classes : item.answer?.top.map((one) => one.class).slice(0, DIGITS) ?? [];
  }

  #key(event) {
    const item = this.#heap.get(this.#current);
    const isTile = event.target instanceof Element && event.target.closest('[data-item]') !== null;
    if (event.ctrlKey || event.metaKey || event.altKey || !isTile || !item) {
      return;
    }
    const does = this.#doing(event.key, item);
    if (does) {
      event.preventDefault();
      this.#isChosen = true;
      guarded(does)();
    }
  }

  #doing(key, item) {
    const name = /^[1-9]$/.test(key) ? this.#classesByKey(item)[Number(key) - 1] : undefined;
    if (name !== undefined) {
      return () => this.#label(item, name);
    }
    return {
      Enter: () => this.#confirm(item),
      ArrowRight: () => this.#step(1),
      ArrowDown: () => this.#step(1),
      ArrowLeft: () => this.#step(-1),
      ArrowUp: () => this.#step(-1),
      c: () => this.#another(item),
      x: () => this.#reject(item),
      s: () => this.#step(1),
      u: () => this.#takeBack(),
    }[key.length === 1 ? key.toLowerCase() : key];
  }

  #order() {
    return this.#heap.groups().flatMap((group) => group.items);
  }

  #step(by) {
    const order = this.#order();
    const at = order.findIndex((item) => item.id === this.#current);
    this.#focus(order[(at + by + order.length) % order.length]?.id);
  }

  #confirm(item) {
    if (item.answer === null) {
      say('It is not answered yet. A digit gives it a class.');
    } else if (isNone(item.answer)) {
      this.#reject(item);
    } else {
      this.#label(item, item.answer.top[0].class);
    }
  }

  #another(item) {
    const dialog = opened(`Class of ${item.file.name}`, [
      choice(this.#open.classes(), guarded((name) => {
        dialog.close();
        this.#label(item, name);
      })),
      el('p', { class: 'row' }, button('Cancel', () => dialog.close())),
    ], () => this.#focus(this.#current));
  }

  #reject(item) {
    this.#done.push({ item });
    this.#away(item);
    say(`${item.file.name} rejected.`);
  }

  /** Makes it an example behind the back of the user, who goes on with the next. */
  #label(item, name) {
    const done = { item, name, saved: null };
    this.#done.push(done);
    this.#away(item);
    say(`${item.file.name}: ${name}.`);
    this.#saving = this.#saving.then(() => this.#save(done));
  }

  async #save(done) {
    try {
      const { added, others, errors } = await addSome(this.#open.name, done.name, [done.item]);
      done.saved = added?.fresh ? added.id : null;
      offerToMove(this.#open.name, others);
      if (errors.length > 0) {
        this.#notSaved(done, `${done.item.file.name} could not be made an example.`, errors.map((one) => one.error));
      }
      tellChanged(this.#open.name);
    } catch (error) {
      this.#notSaved(done, `${error.message} What could not be saved is in the inbox again.`);
    }
  }

  #notSaved(done, text, reasons = []) {
    this.#done = this.#done.filter((one) => one !== done);
    this.#heap.putBack(done.item);
    this.render();
    failure(text, reasons);
  }

  /** Puts an item out of the heap and goes on with the next one. */
  #away(item) {
    const order = this.#order();
    const at = order.indexOf(item);
    // Behind the last one, the most doubtful of what was left out.
    const next = order[at + 1] ?? order.find((other) => other !== item);
    this.#heap.remove(item);
    this.#current = next?.id ?? null;
    this.render();
    if (next) {
      this.#focus(next.id);
    }
    if (this.#heap.size === 0) {
      this.#count.focus();
    }
  }

  /** Takes the last key back: the picture is in the heap again, and no example any more. */
  async #takeBack() {
    const done = this.#done.pop();
    if (!done) {
      say('There is nothing to take back.');
      return;
    }
    await this.#saving;
    if (done.saved) {
      try {
        await this.#open.change((version) => api.deleteShot(this.#open.name, done.saved, version));
      } catch (error) {
        this.#done.push(done);
        throw error;
      }
    }
    this.#heap.putBack(done.item);
    this.#current = done.item.id;
    this.render();
    this.#focus(done.item.id);
    say(`${done.item.file.name} is back.`);
  }

  async #confirmAll(name, items) {
    await this.#saving;
    await addAll(this.#open.name, new Map([[name, items]]), (done) => {
      done.forEach((item) => this.#heap.remove(item));
      this.render();
    });
    this.#focus(this.#current);
  }
}

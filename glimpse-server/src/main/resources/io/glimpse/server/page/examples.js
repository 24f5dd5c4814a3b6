/** Classes with their examples: add, rename, move, remove. */

import * as api from './api.js';
import { addAll } from './adding.js';
import { asked, confirmed } from './dialogs.js';
import { arrange, button, el, freshId, labelled, plural } from './dom.js';
import { byFolder, fileField, pickers, takesDrops, takesPastes } from './pictures.js';
import { showShot } from './shot.js';
import { failure, guarded, notice } from './status.js';
import { ofShot } from './thumbnails.js';

const SHOWN = 24;

export async function showExamples(place, open) {
  const hint = el('p', { class: 'hint' });
  const cards = el('div', { class: 'classes' });
  place.replaceChildren(el('h2', { class: 'unseen' }, 'Examples'), hint, cards, addition(open));
  const known = new Map();
  takesDrops(place, (pictures) => addByFolder(open, pictures));
  takesPastes(open.signal, (pictures) => {
    const card = document.activeElement?.closest('[data-class]');
    if (card) {
      return addAll(open.name, new Map([[card.dataset.class, pictures]]));
    }
    return failure('Go to a class first, by a click or by Tab, and paste again: it takes what is pasted.');
  });
  open.onchange = () => {
    hint.textContent = hintFor(open.now.classes);
    const there = new Set(open.classes());
    [...known.keys()].filter((name) => !there.has(name)).forEach((name) => known.delete(name));
    arrange(cards, open.now.classes.map((one) => {
      const card = known.get(one.name) ?? new ClassCard(open, one.name);
      known.set(one.name, card);
      card.update(one.shots);
      return card.element;
    }));
  };
  open.onchange();
}

function hintFor(classes) {
  const empty = classes.filter((one) => one.shots === 0);
  if (empty.length === classes.length) {
    return 'Drop a few pictures on each class, or a folder of folders anywhere. Three a class are a good start.';
  }
  if (empty.length > 0) {
    return `Until ${empty.length === 1 ? `${empty[0].name} has` : `${empty.length} more classes have`} an example,`
      + ' the names alone answer.';
  }
  return 'Every class has examples: go to Try, or drop a heap of pictures into the Inbox.';
}

async function addByFolder(open, pictures) {
  const folders = byFolder(pictures);
  if (folders.has('')) {
    failure('Drop single pictures on the class that they show. Only folders may be dropped beside the classes.');
    return;
  }
  await addAll(open.name, folders);
}

function addition(open) {
  const name = el('input', { required: true, maxlength: '200', autocomplete: 'off' });
  return el('form', { class: 'card addition', 'aria-labelledby': 'addition', onsubmit: guarded(async (event) => {
    event.preventDefault();
    await open.change((version) => api.putBank(open.name, [...open.classes(), name.value.trim()], version));
    notice(`${name.value.trim()} is a class now.`);
    name.value = '';
  }) },
  el('h3', { id: 'addition' }, 'More classes'),
  el('div', { class: 'row' }, labelled('Name of a class', name), el('button', { class: 'main' }, 'Add')),
  el('div', { class: 'row' }, el('span', { class: 'faint' }, 'or'),
    fileField('A folder of folders', 'more classes', (pictures) => addByFolder(open, pictures),
      { webkitdirectory: true, multiple: true })));
}

/** A class on the page. It asks for its pictures once it is seen. */
class ClassCard {
  #open;
  #name;
  #shots = -1;
  #count = el('span', { class: 'count' });
  #list = el('ul', { class: 'shots' });
  #more = el('p');
  #seen = false;

  constructor(open, name) {
    this.#open = open;
    this.#name = name;
    const add = (pictures) => addAll(open.name, new Map([[name, pictures]]));
    const title = el('h3', { id: freshId('class') }, name, ' ', this.#count);
    this.element = el('section', { class: 'card class', 'aria-labelledby': title.id, 'data-class': name, tabindex: '-1' },
      el('div', { class: 'row spread' }, title, this.#actions()),
      pickers(name, add),
      this.#list, this.#more);
    takesDrops(this.element, add);
    const watch = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        watch.disconnect();
        this.#seen = true;
        this.#load();
      }
    }, { rootMargin: '200px' });
    watch.observe(this.element);
  }

  update(shots) {
    this.#count.textContent = shots === 0 ? 'drop pictures here' : plural(shots, 'example');
    // Also where the number is the same: one may have come for another.
    this.#shots = shots;
    if (this.#seen) {
      this.#load();
    }
  }

  #actions() {
    const open = this.#open;
    const name = this.#name;
    return el('div', { class: 'row' },
      button('Rename', guarded(async () => {
        const other = await asked(`Rename ${name}`, 'New name', name, 'Rename');
        if (other && other !== name) {
          await open.change((version) => api.renameClass(open.name, name, other, version));
          notice(`${name} is ${other} now.`);
        }
      }), { class: 'plain', 'aria-label': `Rename ${name}` }),
      button('Delete', guarded(async () => {
        if (this.#shots === 0 || await confirmed(`Delete ${name}?`,
          `The class goes with its ${plural(this.#shots, 'example')}. Undo brings it back.`, 'Delete it')) {
          await open.change((version) => api.deleteClass(open.name, name, version));
          notice(`${name} is deleted.`);
        }
      }), { class: 'plain', 'aria-label': `Delete ${name}` }));
  }

  #load = guarded(async () => {
    await this.#fill(Math.max(SHOWN, this.#list.children.length));
  });

  async #fill(count) {
    const page = await api.shots(this.#open.name, this.#name, Math.min(count, 1000));
    if (this.#open.signal.aborted) {
      return;
    }
    const there = new Map([...this.#list.children].map((item) => [item.dataset.shot, item]));
    arrange(this.#list, page.shots.map((shot) => there.get(shot.id) ?? this.#item(shot)));
    const left = this.#shots - page.shots.length;
    this.#more.replaceChildren(...page.next && left > 0
      ? [button(`Show ${Math.min(left, 200)} more`, guarded(() => this.#fill(count + 200)), {
        'aria-label': `Show ${Math.min(left, 200)} more of ${this.#name}`,
      })]
      : []);
  }

  #item(shot) {
    return el('li', { 'data-shot': shot.id }, el('button', { type: 'button', class: 'pic', title: shot.source,
      onclick: guarded(() => showShot(this.#open, shot)) },
    shot.thumbnail ? ofShot(this.#open.name, shot.id, shot.source) : el('span', { class: 'thumb none' }, shot.source)));
  }
}

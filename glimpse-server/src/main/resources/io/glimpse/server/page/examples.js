/** Classes with their examples: add, rename, move, remove. */

import * as api from './api.js';
import { addAll } from './adding.js';
import { addressOf } from './banks.js';
import { asked, confirmed, opened } from './dialogs.js';
import { arrange, button, el, freshId, labelled, plural } from './dom.js';
import { byFolder, fileField, pickers, takesDrops, takesPastes } from './pictures.js';
import { choice, showShot } from './shot.js';
import { guarded, notice, say } from './status.js';
import { ofShot } from './thumbnails.js';
import { tryNext } from './tryout.js';

const SHOWN = 24;
/** More classes than that are searched through rather than looked through. */
const MANY = 24;

export async function showExamples(place, open) {
  const hint = el('p', { class: 'hint' });
  const trial = tryZone(open);
  const cards = el('div', { class: 'classes' });
  const known = new Map();
  const finder = finding(known);
  const isLong = open.classes().length > MANY;
  place.replaceChildren(el('h2', { class: 'unseen' }, 'Examples'), hint, trial, finder,
    ...isLong ? [addition(open), cards] : [cards, addition(open)]);
  takesDrops(place, (pictures) => addByFolder(open, pictures));
  takesPastes(open.signal, (pictures) => {
    const card = document.activeElement?.closest('[data-class]');
    return card ? addAll(open.name, new Map([[card.dataset.class, pictures]])) : askWhose(open, pictures);
  });
  open.onchange = () => {
    const { classes } = open.now;
    const isTaught = classes.every((one) => one.shots > 0);
    hint.textContent = hintFor(classes);
    hint.hidden = isTaught;
    trial.hidden = !isTaught;
    finder.hidden = classes.length <= MANY;
    const there = new Set(open.classes());
    [...known.keys()].filter((name) => !there.has(name)).forEach((name) => known.delete(name));
    arrange(cards, classes.map((one) => {
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
  return `Until ${empty.length === 1 ? `${empty[0].name} has an example` : `${empty.length} more classes have examples`},`
    + ' the names alone answer.';
}

/** Where to try the bank without going elsewhere first. */
function tryZone(open) {
  const tries = (pictures) => {
    tryNext(open.name, pictures);
    location.hash = addressOf(open.name, 'try');
  };
  const zone = el('section', { class: 'hint tryzone', 'aria-label': 'Try the bank' },
    el('p', {}, 'Every class has examples. Drop another picture here to see the answer, or sort a heap of them in the ',
      el('a', { href: addressOf(open.name, 'inbox') }, 'inbox'), '.'),
    pickers('a try', tries, { folders: false }));
  takesDrops(zone, tries);
  return zone;
}

function finding(cards) {
  return el('input', { type: 'search', class: 'finder', placeholder: 'Find a class', 'aria-label': 'Find a class',
    oninput: (event) => {
      const wanted = event.target.value.trim().toLocaleLowerCase();
      let found = 0;
      cards.forEach((card, name) => {
        card.element.hidden = !name.toLocaleLowerCase().includes(wanted);
        found += card.element.hidden ? 0 : 1;
      });
      say(`${plural(found, 'class', 'classes')} found.`);
    } });
}

async function addByFolder(open, pictures) {
  const folders = byFolder(pictures);
  if (folders.has('')) {
    askWhose(open, pictures);
  } else {
    await addAll(open.name, folders);
  }
}

/** Asks of which class pictures are that fell beside the classes. */
function askWhose(open, pictures) {
  const what = pictures.length === 1 ? pictures[0].file.name : plural(pictures.length, 'picture');
  const dialog = opened(`What ${pictures.length === 1 ? 'does' : 'do'} ${what} show?`, [
    choice(open.classes(), guarded(async (cls) => {
      dialog.close();
      await addAll(open.name, new Map([[cls, pictures]]));
    })),
    el('p', { class: 'row' }, button('Cancel', () => dialog.close())),
  ]);
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
  el('div', { class: 'row below-row' }, el('span', { class: 'faint' }, 'or'),
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
    const title = el('h3', { id: freshId('class'), title: name }, el('bdi', {}, name), ' ', this.#count);
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
      button('Rename', guarded(() => this.#rename(name)), { class: 'plain', 'aria-label': `Rename ${name}` }),
      button('Delete', guarded(async () => {
        if (this.#shots === 0 || await confirmed(`Delete ${name}?`,
          `The class goes with its ${plural(this.#shots, 'example')}. Undo brings it back.`, 'Delete it')) {
          await open.change((version) => api.deleteClass(open.name, name, version));
          notice(`${name} is deleted.`);
        }
      }), { class: 'plain', 'aria-label': `Delete ${name}` }));
  }

  /** Asks for another name, and again with what was typed where somebody else changed the bank meanwhile. */
  async #rename(proposed) {
    const name = this.#name;
    const other = await asked(`Rename ${name}`, 'New name', proposed, 'Rename');
    if (other && other !== name) {
      await this.#open.change((version) => api.renameClass(this.#open.name, name, other, version), async () => {
        if (this.#open.classes().includes(name)) {
          await this.#rename(other);
        }
      });
      notice(`${name} is ${other} now.`);
    }
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

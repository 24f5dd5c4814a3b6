/** The list of banks; makes, takes in and deletes them. */

import * as api from './api.js';
import { confirmed } from './dialogs.js';
import { button, el, labelled, plural, when } from './dom.js';
import { addAll } from './adding.js';
import { byFolder, fileField, takesDrops } from './pictures.js';
import { Problem } from './request.js';
import { failure, guarded, notice } from './status.js';
import { waiting } from './work.js';

/** Of a name that is made of those of classes. */
const LONGEST = 60;

/** The address of a view of a bank. */
export function addressOf(name, tab = 'examples') {
  return `#/bank/${encodeURIComponent(name)}/${tab}`;
}

export async function showBanks(place, signal) {
  place.dataset.title = 'Banks';
  const list = el('ul', { class: 'cards' });
  const more = el('p');
  place.replaceChildren(
    el('h1', {}, 'Banks'),
    el('p', { class: 'lead' }, 'A bank holds your classes and a few example pictures of each. Make one, show it what'
      + ' you mean, and it tells your other pictures apart.'),
    creation(), list, more);
  takesDrops(place, ofFolders);
  await fill(list, more, null, signal);
}

async function fill(list, more, after, signal) {
  const page = await api.banks(after);
  if (signal.aborted) {
    return;
  }
  list.append(...page.banks.map((bank) => card(bank, signal)));
  more.replaceChildren(...page.next
    ? [button('Show more', guarded(() => fill(list, more, page.next, signal)))]
    : []);
  if (list.children.length === 0) {
    more.replaceChildren('There is no bank yet.');
  }
}

function card(bank, signal) {
  const shots = bank.classes.reduce((sum, one) => sum + one.shots, 0);
  const item = el('li', { class: 'card' },
    el('h2', {}, el('a', { href: addressOf(bank.name) }, bank.name)),
    el('p', {}, `${plural(bank.classes.length, 'class', 'classes')}, ${plural(shots, 'example')}`),
    el('p', { class: 'faint' }, 'changed ', when(bank.changed)),
    button('Delete', guarded(async () => {
      if (await confirmed(`Delete ${bank.name}?`,
        `The bank, its ${plural(shots, 'example')} and its history are gone for good. Export it first if in doubt.`,
        'Delete it')) {
        await erased(bank);
        item.remove();
        notice(`${bank.name} is deleted.`);
        if (!signal.aborted) {
          document.querySelector('main').focus();
        }
      }
    }), { class: 'plain', 'aria-label': `Delete ${bank.name}` }));
  return item;
}

/** Deletes a bank as it was listed; one that was changed since is kept. */
async function erased(bank) {
  try {
    await api.deleteBank(bank.name, bank.version);
  } catch (error) {
    if (error.status === 412) {
      error.message = `The bank ${bank.name} was not deleted, for it was changed since this list was made.`;
      error.action = { text: 'Show what is there now', does: () => {
        location.hash = addressOf(bank.name);
      } };
    }
    throw error;
  }
}

function creation() {
  const name = el('input', { maxlength: '200', autocomplete: 'off', placeholder: 'birds' });
  const classes = el('textarea', { required: true, rows: '3', placeholder: 'robin\nwren\nblackbird',
    spellcheck: 'false' });
  return el('form', { class: 'card creation', 'aria-labelledby': 'creation', onsubmit: guarded(async (event) => {
    event.preventDefault();
    const listed = names(classes.value);
    await made(name.value.trim() || listed.join(', ').slice(0, LONGEST), listed, []);
  }) },
  el('h2', { id: 'creation' }, 'A new bank'),
  el('div', { class: 'two' },
    labelled('Classes, one a line', classes),
    labelled('Name of the bank (may be left empty)', name)),
  el('div', { class: 'row' },
    el('button', { class: 'main' }, 'Make it'),
    el('span', { class: 'faint' }, 'or'),
    fileField('From a folder of folders', 'a new bank', (pictures) => ofFolders(pictures, name.value.trim()),
      { webkitdirectory: true, multiple: true }),
    fileField('From a bank file', 'a new bank', async ([picture]) => {
      const called = name.value.trim() || picture.file.name.replace(/\.[^.]*$/, '');
      await refuseTaken(called);
      await waiting(`Taking in ${picture.file.name}`, () => api.putFile(called, picture.file));
      location.hash = addressOf(called);
    }, {})));
}

/** Names of classes; who writes them on one line has commas between them. */
function names(text) {
  const lines = text.trim().split('\n');
  const parts = lines.length === 1 ? lines[0].split(',') : lines;
  return [...new Set(parts.map((part) => part.trim()).filter(Boolean))];
}

/** Makes a bank whose classes are the folders that pictures lie in. */
async function ofFolders(pictures, name = '') {
  const folders = byFolder(pictures);
  if (folders.has('')) {
    failure('Here only a folder may be dropped, with a folder in it for each class. Single pictures go to a bank.');
    return;
  }
  await made(name || pictures[0].root, [...folders.keys()].sort(), pictures);
}

async function made(name, classes, pictures) {
  await refuseTaken(name);
  await waiting(`Making ${name}`, () => api.putBank(name, classes));
  location.hash = addressOf(name);
  await addAll(name, byFolder(pictures));
}

async function refuseTaken(name) {
  try {
    await api.bank(name);
  } catch (error) {
    if (error.status === 404) {
      return;
    }
    throw error;
  }
  throw new Problem(409, { detail: `There is a bank '${name}' already. Give another name.` });
}

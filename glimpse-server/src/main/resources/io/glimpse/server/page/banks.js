/** The list of banks; makes, takes in and deletes them. */

import * as api from './api.js';
import { confirmed } from './dialogs.js';
import { button, el, labelled, plural, when } from './dom.js';
import { addAll } from './adding.js';
import { byFolder, fileField } from './pictures.js';
import { guarded, notice } from './status.js';

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
        await api.deleteBank(bank.name);
        item.remove();
        notice(`${bank.name} is deleted.`);
        if (!signal.aborted) {
          document.querySelector('h1').focus();
        }
      }
    }), { class: 'plain', 'aria-label': `Delete ${bank.name}` }));
  return item;
}

function creation() {
  const name = el('input', { required: true, maxlength: '200', autocomplete: 'off', placeholder: 'birds' });
  const classes = el('textarea', { required: true, rows: '3', placeholder: 'robin\nwren\nblackbird',
    spellcheck: 'false' });
  return el('form', { class: 'card creation', 'aria-labelledby': 'creation', onsubmit: guarded(async (event) => {
    event.preventDefault();
    await made(name.value.trim(), lines(classes.value), []);
  }) },
  el('h2', { id: 'creation' }, 'A new bank'),
  el('div', { class: 'two' },
    labelled('Name', name),
    labelled('Classes, one a line', classes)),
  el('div', { class: 'row' },
    el('button', { class: 'main' }, 'Make it'),
    el('span', { class: 'faint' }, 'or'),
    fileField('From a folder of folders', 'a new bank', async (pictures) => {
      await made(name.value.trim() || rootOf(pictures), foldersOf(pictures), pictures);
    }, { webkitdirectory: true, multiple: true }),
    fileField('From a bank file', 'a new bank', async ([picture]) => {
      const called = name.value.trim() || picture.file.name.replace(/\.[^.]*$/, '');
      await refuseTaken(called);
      await api.putFile(called, picture.file);
      location.hash = addressOf(called);
    }, {})));
}

const lines = (text) => [...new Set(text.split('\n').map((line) => line.trim()).filter(Boolean))];
const rootOf = (pictures) => pictures[0].file.webkitRelativePath.split('/')[0];
const foldersOf = (pictures) => [...byFolder(pictures).keys()].sort();

async function made(name, classes, pictures) {
  await refuseTaken(name);
  await api.putBank(name, classes);
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
  throw new api.Problem(409, { detail: `There is a bank '${name}' already. Give another name.` });
}

/** What became of a bank, ways back, names for versions, and the bank as a file. */

import * as api from './api.js';
import { confirmed } from './dialogs.js';
import { button, el, labelled, when } from './dom.js';
import { fileField } from './pictures.js';
import { guarded, notice } from './status.js';
import { waiting } from './work.js';

export async function showHistory(place, open) {
  const entries = el('ol', { class: 'entries' });
  const more = el('p');
  const names = el('ul', { class: 'entries' });
  place.replaceChildren(
    el('section', { class: 'card', 'aria-labelledby': 'file' }, el('h2', { id: 'file' }, 'The bank as a file'), file(open)),
    el('section', { class: 'card', 'aria-labelledby': 'names' }, el('h2', { id: 'names' }, 'Named versions'), naming(open, () => load()), names),
    el('section', { class: 'card', 'aria-labelledby': 'changes' }, el('h2', { id: 'changes' }, 'Changes'), entries, more));
  const load = async () => {
    const [page, named] = await Promise.all([api.history(open.name), api.snapshots(open.name)]);
    if (open.signal.aborted) {
      return;
    }
    entries.replaceChildren();
    show(page);
    names.replaceChildren(...named.snapshots.map((one) => snapshot(open, one, load)));
  };
  const show = (page) => {
    entries.append(...page.entries.map((one) => entry(open, one)));
    more.replaceChildren(...page.next
      ? [button('Show more', guarded(async () => show(await api.history(open.name, page.next))))]
      : []);
  };
  open.onchange = load;
  await load();
}

function entry(open, one) {
  const isNow = one.version === open.now.version;
  return el('li', { class: one.undone ? 'undone' : null },
    el('span', { class: 'version' }, `Version ${one.version}`),
    el('span', { class: 'what' }, one.what, one.undone && el('em', {}, ' (undone)')),
    el('span', { class: 'faint' }, when(one.at), one.who ? ` by ${one.who}` : ''),
    isNow ? el('span', { class: 'faint' }, 'now') : backTo(open, one.version));
}

function backTo(open, version) {
  return button('Back to this', guarded(async () => {
    await waiting('Going back', () => open.change((now) => api.restore(open.name, version, now)));
    notice(`The bank is as it was at version ${version}. Undo takes that back.`);
  }), { 'aria-label': `Back to version ${version}` });
}

function naming(open, done) {
  const name = el('input', { required: true, maxlength: '200', autocomplete: 'off', placeholder: 'before the summer' });
  return el('form', { class: 'row', onsubmit: guarded(async (event) => {
    event.preventDefault();
    await open.change((version) => api.nameSnapshot(open.name, name.value.trim(), version));
    notice(`The bank as it is now is called ${name.value.trim()}.`);
    name.value = '';
    await done();
  }) }, labelled('Name for the bank as it is now', name), el('button', {}, 'Name it'));
}

function snapshot(open, one, done) {
  return el('li', {},
    el('strong', { class: 'what' }, one.name),
    el('span', { class: 'version' }, `Version ${one.version}`),
    el('span', { class: 'faint' }, when(one.at)),
    one.version !== open.now.version && backTo(open, one.version),
    button('Forget the name', guarded(async () => {
      await api.forgetSnapshot(open.name, one.name);
      await done();
    }), { class: 'plain', 'aria-label': `Forget the name ${one.name}` }));
}

function file(open) {
  return [
    el('p', {}, 'One file holds the classes, the features of all examples and how to answer; "glimpse classify --bank"'
      + ' takes it, and so does another service. Thumbnails and history stay here.'),
    el('div', { class: 'row' },
      button('Export', guarded(async () => {
        const url = URL.createObjectURL(await api.blob(api.filePath(open.name)));
        el('a', { href: url, download: `${open.name}.bank` }).click();
        setTimeout(() => URL.revokeObjectURL(url), 60_000);
        notice(`${open.name}.bank is exported.`);
      }), { class: 'main' }),
      fileField('Import over this bank', open.name, guarded(async ([picture]) => {
        if (await confirmed('Import over this bank?',
          `${picture.file.name} takes the place of what ${open.name} holds. Undo brings that back.`, 'Import')) {
          await waiting(`Taking in ${picture.file.name}`, () => open.change((now) => api.putFile(open.name, picture.file, now)));
          notice(`${picture.file.name} is imported.`);
        }
      }), {})),
  ];
}

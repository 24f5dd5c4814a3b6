/** One example: whose it is, and whose it should be. */

import * as api from './api.js';
import { tellChanged } from './adding.js';
import { opened } from './dialogs.js';
import { button, el, labelled, when } from './dom.js';
import { guarded, notice } from './status.js';
import { ofPath } from './thumbnails.js';

/** So many classes are buttons; more are a list. */
const BUTTONS = 12;

/** Gives a shot to another class, and offers to take that back. */
export async function relabel(open, shot, cls) {
  await open.change((version) => api.moveShot(open.name, shot.id, cls, version));
  notice(`${shot.source} is ${cls} now.`, { text: 'Undo', does: guarded(async () => {
    await open.change((version) => api.moveShot(open.name, shot.id, shot.class, version));
    notice(`${shot.source} is ${shot.class} again.`);
  }) });
}

/** Takes a shot away, and offers to bring it back. */
export async function remove(open, shot) {
  const { version: gone } = await open.change((version) => api.deleteShot(open.name, shot.id, version));
  notice(`${shot.source} is no example of ${shot.class} any more.`, { text: 'Undo', does: guarded(async () => {
    // Only while it is the last change: Undo would take back another one then.
    await api.undo(open.name, gone);
    tellChanged(open.name);
    notice(`${shot.source} is an example of ${shot.class} again.`);
  }) });
}

/** Shows a shot with all that can be done to it. */
export function showShot(open, shot) {
  const act = (does) => guarded(async () => {
    dialog.close();
    await does();
  });
  const others = open.classes().filter((name) => name !== shot.class);
  const dialog = opened(shot.source, [
    el('div', { class: 'shotview' },
      ofPath(shot.thumbnail, shot.source),
      el('div', {},
        el('p', {}, 'An example of ', el('strong', {}, shot.class)),
        el('p', { class: 'faint' }, 'added ', when(shot.added), shot.added_by ? ` by ${shot.added_by}` : ''),
        others.length > 0 && el('p', { id: 'belongs' }, 'It belongs to'),
        others.length > 0 && choice(others, (cls) => act(() => relabel(open, shot, cls))()))),
    el('p', { class: 'row' },
      button('Remove it', act(() => remove(open, shot)), { class: 'danger' }),
      button('Close', () => dialog.close(), { autofocus: true })),
  ]);
}

/** Classes to choose one of with one click, or from a list where they are many. */
export function choice(classes, onchosen) {
  if (classes.length <= BUTTONS) {
    return el('div', { class: 'row wrap' }, classes.map((name) => button(name, () => onchosen(name))));
  }
  const list = el('select', {}, classes.map((name) => el('option', {}, name)));
  return el('div', { class: 'row' }, labelled('Class', list), button('Take it', () => onchosen(list.value)));
}

/** Small questions. */

import { button, el, labelled } from './dom.js';

/** Whether somebody wants what cannot simply be taken back. */
export function confirmed(title, text, yes) {
  return new Promise((resolve) => {
    const dialog = opened(title, [
      el('p', {}, text),
      el('p', { class: 'row' },
        button(yes, () => dialog.close('yes'), { class: 'main danger' }),
        button('Cancel', () => dialog.close(''), { autofocus: true })),
    ], () => resolve(dialog.returnValue === 'yes'));
  });
}

/** A text, or null if none is given. */
export function asked(title, label, value, yes) {
  return new Promise((resolve) => {
    const field = el('input', { value, required: true, maxlength: '200', autocomplete: 'off' });
    const dialog = opened(title, [
      el('form', { onsubmit: (event) => {
        event.preventDefault();
        dialog.close(field.value.trim());
      } },
      labelled(label, field),
      el('p', { class: 'row' }, el('button', { class: 'main' }, yes), button('Cancel', () => dialog.close('')))),
    ], () => resolve(dialog.returnValue || null));
    field.select();
  });
}

/** A dialog that is open, with a title and what is below it. */
export function opened(title, content, onclose = () => {}) {
  const dialog = el('dialog', { 'aria-label': title, onclose: () => {
    dialog.remove();
    onclose();
  } }, el('h2', {}, title), content);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

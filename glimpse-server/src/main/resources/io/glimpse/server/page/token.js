/** Asks for a token where the service wants one. It is kept until the tab is closed. */

import { button, el, labelled } from './dom.js';

let asking = null;

/** A token, or null if nobody gives one. Who asks meanwhile gets the same. */
export function askForToken(wasRefused) {
  asking ??= ask(wasRefused).finally(() => {
    asking = null;
  });
  return asking;
}

function ask(wasRefused) {
  return new Promise((resolve) => {
    const field = el('input', { type: 'password', autocomplete: 'off', required: true, spellcheck: 'false' });
    const dialog = el('dialog', { 'aria-labelledby': 'token-title', onclose: () => {
      dialog.remove();
      resolve(dialog.returnValue || null);
    } },
    el('form', { onsubmit: (event) => {
      event.preventDefault();
      dialog.close(field.value.trim());
    } },
    el('h2', { id: 'token-title' }, 'This service wants a token'),
    el('p', {}, wasRefused
      ? 'The token is not taken, or does not allow this. Give another.'
      : 'Whoever runs it makes one with "glimpse token create".'),
    labelled('Token', field),
    el('p', { class: 'row' }, el('button', { class: 'main' }, 'Use it'), button('Not now', () => dialog.close('')))));
    document.body.append(dialog);
    dialog.showModal();
  });
}

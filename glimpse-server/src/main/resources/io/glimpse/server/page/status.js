/** What the page tells: to screen readers, and as notices that can be put away. */

import { button, el } from './dom.js';

const status = document.getElementById('status');
const notices = document.getElementById('notices');
const STAYS = 12_000;

/** Tells screen readers alone; for what the eye sees anyway. */
export function say(text) {
  status.textContent = '';
  // A reader speaks of a change, also where the same is said twice.
  requestAnimationFrame(() => {
    status.textContent = text;
  });
}

/** Shows a notice for a while. An action is a text and what it does. */
export function notice(text, action = null) {
  const shown = show('notice', 'status', text, [], action);
  let timer = 0;
  const begin = () => {
    timer = setTimeout(() => shown.remove(), STAYS);
  };
  const wait = () => clearTimeout(timer);
  for (const [event, does] of [['mouseenter', wait], ['focusin', wait], ['mouseleave', begin], ['focusout', begin]]) {
    shown.addEventListener(event, does);
  }
  begin();
}

/** Shows what went wrong until it is put away. */
export function failure(text, details = []) {
  show('notice wrong', 'alert', text, details, null);
}

/** Shows what was thrown; what was stopped on purpose is no failure. */
export function failed(error) {
  if (error.name === 'AbortError') {
    return;
  }
  const details = (error.errors ?? []).map((one) => one.error);
  failure(error.message || 'The page failed. Load it anew.', details);
  if (!error.isProblem) {
    console.error(error);
  }
}

/** A listener that shows what it throws. */
export function guarded(does) {
  return async (...given) => {
    try {
      return await does(...given);
    } catch (error) {
      return failed(error);
    }
  };
}

function show(style, role, text, details, action) {
  const list = details.length > 0
    ? el('details', {}, el('summary', {}, 'Which'), el('ul', {}, details.slice(0, 100).map((one) => el('li', {}, one))))
    : null;
  const box = el('div', { class: style, role }, el('p', {}, text), list,
    action && button(action.text, () => {
      box.remove();
      action.does();
    }),
    button('Close', () => box.remove(), { class: 'plain' }));
  notices.append(box);
  // The news that matter are the last; failures stay until they are read.
  const calm = [...notices.querySelectorAll('[role=status]')];
  calm.slice(0, -1).forEach((old) => old.remove());
  return box;
}

/** What the page tells: to screen readers, and as notices that can be put away. */

import { button, el, sentence } from './dom.js';

const status = document.getElementById('status');
const notices = document.getElementById('notices');
const STAYS = 12_000;
const FEW = 3;

/** Tells screen readers alone; for what the eye sees anyway. */
export function say(text) {
  status.textContent = '';
  // A reader speaks of a change, also where the same is said twice.
  requestAnimationFrame(() => {
    status.textContent = text;
  });
}

/** Shows a notice for a while. Each action is a text and what it does. */
export function notice(text, ...actions) {
  const shown = show('notice', 'status', text, [], actions);
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

/** Puts notices away that tell of another view; failures stay until they are read. */
export function putAway() {
  notices.querySelectorAll('[role=status]').forEach((old) => old.remove());
}

/** Shows what went wrong until it is put away; with actions as of {@link notice}. */
export function failure(text, details = [], actions = []) {
  // What fails again as it did before needs no second notice.
  [...notices.querySelectorAll('[role=alert]')].filter((old) => old.dataset.text === text).forEach((old) => old.remove());
  show('notice wrong', 'alert', text, details, actions).dataset.text = text;
}

/** Shows what was thrown; what was stopped on purpose is no failure. */
export function failed(error) {
  if (error.name === 'AbortError') {
    return;
  }
  const details = (error.errors ?? []).map((one) => one.error);
  failure(sentence(error.message || 'The page failed. Load it anew.'), details, error.action ? [error.action] : []);
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

function show(style, role, text, details, actions) {
  const box = el('div', { class: style, role }, el('p', {}, text), listed(details),
    actions.map((action) => button(action.text, () => {
      box.remove();
      action.does();
    })),
    button('Close', () => box.remove(), { class: 'plain' }));
  notices.append(box);
  // The news that matter are the last; failures stay until they are read.
  const calm = [...notices.querySelectorAll('[role=status]')];
  calm.slice(0, -1).forEach((old) => old.remove());
  return box;
}

/** A few reasons are read at once, many when somebody wants to. */
function listed(details) {
  if (details.length === 0) {
    return null;
  }
  const list = el('ul', {}, details.slice(0, 100).map((one) => el('li', {}, sentence(one))),
    details.length > 100 && el('li', {}, `and ${details.length - 100} more`));
  return details.length <= FEW
    ? el('div', { class: 'reasons' }, list)
    : el('details', { class: 'reasons' }, el('summary', {}, 'Which, and why'), list);
}

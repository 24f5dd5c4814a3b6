/** Shows the view that the address names, and hands it the page. */

import { showBank } from './bank.js';
import { showBanks } from './banks.js';
import { UNREACHED, tokensComeFrom } from './request.js';
import { failed, putAway } from './status.js';
import { askForToken } from './token.js';

const view = document.getElementById('view');
let leave = new AbortController();
let shownBank;

/** Views by address: #/ lists the banks, #/bank/NAME/TAB is a bank. */
async function show() {
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  view.setAttribute('aria-busy', 'true');
  try {
    const [kind, name, tab] = location.hash.replace(/^#\//, '').split('/').map(decodeURIComponent);
    if (name !== shownBank) {
      putAway();
      shownBank = name;
    }
    if (kind === 'bank' && name) {
      await showBank(view, name, tab ?? 'examples', signal);
    } else {
      await showBanks(view, signal);
    }
  } catch (error) {
    if (!signal.aborted) {
      error.action ??= error.status === UNREACHED ? { text: 'Try again', does: show } : null;
      failed(error);
    }
    if (error.status === 404) {
      location.hash = '#/';
    }
  }
  if (!signal.aborted) {
    view.removeAttribute('aria-busy');
    const title = view.querySelector('h1, h2[data-title]');
    document.title = `${view.dataset.title ?? title?.textContent ?? ''} – Glimpse`;
  }
}

tokensComeFrom(askForToken);
window.addEventListener('hashchange', async () => {
  // The skip link leads to the view itself.
  if (location.hash !== '#view') {
    await show();
    view.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
});
// A picture that misses its place must not replace the page.
for (const event of ['dragover', 'drop']) {
  window.addEventListener(event, (dropped) => dropped.preventDefault());
}
show();

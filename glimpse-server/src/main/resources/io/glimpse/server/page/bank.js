/** A bank: its name, its views and what all of them share. */

import * as api from './api.js';
import { changes } from './adding.js';
import { addressOf } from './banks.js';
import { button, el } from './dom.js';
import { showExamples } from './examples.js';
import { showHealth } from './health.js';
import { showHistory } from './history.js';
import { showInbox } from './inbox.js';
import { failed, guarded, notice } from './status.js';
import { showTryout } from './tryout.js';

const VIEWS = {
  examples: ['Examples', showExamples],
  try: ['Try', showTryout],
  inbox: ['Inbox', showInbox],
  health: ['Health', showHealth],
  history: ['History', showHistory],
};

/**
 * A bank that is shown.
 *
 * "now" is the bank as the service told it last; "signal" ends with the view; "refresh" asks anew, and
 * has "onchange" told of it if that was set.
 */
class OpenBank {
  onchange = () => {};

  constructor(now, signal) {
    this.now = now;
    this.name = now.name;
    this.signal = signal;
  }

  classes() {
    return this.now.classes.map((one) => one.name);
  }

  async refresh() {
    const now = await api.bank(this.name);
    if (!this.signal.aborted && now.version >= this.now.version) {
      const changed = now.version > this.now.version;
      this.now = now;
      if (changed) {
        await this.onchange();
      }
    }
  }

  /** A change that must meet the version that is shown; if it does not, the newer one is shown. */
  async change(does) {
    try {
      return await does(this.now.version);
    } catch (error) {
      if (error.status === 412) {
        throw new api.Problem(412, {
          detail: 'Somebody else changed the bank meanwhile. Now you see what they did; try again if you still want to.',
        });
      }
      throw error;
    } finally {
      await this.refresh();
    }
  }
}

export async function showBank(place, name, tab, signal) {
  const open = new OpenBank(await api.bank(name), signal);
  if (signal.aborted) {
    return;
  }
  const [title, showView] = VIEWS[tab] ?? VIEWS.examples;
  place.dataset.title = `${title}: ${name}`;
  const below = el('div', { class: 'below' });
  place.replaceChildren(head(open), views(name, tab), below);
  follow(open);
  await showView(below, open);
}

function head(open) {
  return el('div', { class: 'head' },
    el('h1', {}, open.name),
    button('Undo', guarded(async () => {
      const undone = await open.change((version) => api.undo(open.name, version));
      notice(`Undone: ${undone.what}.`);
    }), { 'aria-label': 'Undo the last change' }));
}

function views(name, tab) {
  return el('nav', { class: 'tabs', 'aria-label': 'Views of the bank' },
    Object.entries(VIEWS).map(([key, [title]]) => el('a', {
      href: addressOf(name, key),
      'aria-current': key === tab ? 'page' : null,
    }, title)));
}

/** Shows what was changed here, and when somebody comes back to the page, what others changed. */
function follow(open) {
  const refresh = () => open.refresh().catch((error) => {
    if (!open.signal.aborted) {
      failed(error);
    }
  });
  changes.addEventListener('change', (event) => {
    if (event.detail === open.name) {
      refresh();
    }
  }, { signal: open.signal });
  window.addEventListener('focus', refresh, { signal: open.signal });
}

/** A bank: its name, its views and what all of them share. */

import * as api from './api.js';
import { changes, tellChanged } from './adding.js';
import { addressOf } from './banks.js';
import { button, el } from './dom.js';
import { showExamples } from './examples.js';
import { showHealth } from './health.js';
import { showHistory } from './history.js';
import { showInbox } from './inbox.js';
import { Problem, UNREACHED } from './request.js';
import { failed, guarded, notice } from './status.js';
import { showTryout } from './tryout.js';
import { isOwn, settled } from './versions.js';

/** The status of a change that met another version than it was made for. */
const STALE = 412;

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
  #isStale = false;

  constructor(now, signal) {
    this.now = now;
    this.name = now.name;
    this.signal = signal;
  }

  classes() {
    return this.now.classes.map((one) => one.name);
  }

  async refresh() {
    this.#isStale = false;
    const now = await api.bank(this.name);
    if (!this.signal.aborted && now.version >= this.now.version) {
      const changed = now.version > this.now.version;
      this.now = now;
      if (changed) {
        await this.onchange();
      }
    }
  }

  /**
   * A change that must meet the version that is shown, or one that this page alone made of it. If it does
   * not, nothing is changed, and the person is shown what is there now when they want it.
   *
   * @param does the change, given that version
   * @param again what may follow when the newer version is shown, such as asking once more
   */
  async change(does, again = null) {
    const seen = this.now.version;
    try {
      return await this.#tried(does, seen);
    } catch (error) {
      if (error.status !== STALE) {
        throw error;
      }
      throw this.#stale(again);
    } finally {
      if (this.signal.aborted) {
        // Another view is shown by now.
        tellChanged(this.name);
      } else if (!this.#isStale) {
        await this.refresh();
      }
    }
  }

  async #tried(does, seen) {
    try {
      return await does(seen);
    } catch (error) {
      if (error.status !== STALE) {
        throw error;
      }
      await settled();
      const now = await api.bank(this.name);
      if (now.version > seen && isOwn(this.name, seen, now.version)) {
        return does(now.version);
      }
      throw error;
    }
  }

  #stale(again) {
    this.#isStale = true;
    const problem = new Problem(STALE, {
      detail: 'Nothing was changed, for somebody else changed the bank while you looked at it.' });
    problem.action = { text: 'Show what is there now', does: guarded(async () => {
      await this.refresh();
      await again?.();
    }) };
    return problem;
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
    // Nobody asked for it, and whoever does something hears by himself that the service is away.
    if (!open.signal.aborted && error.status !== UNREACHED) {
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

/** Long work in parts: shows how far it is, can be stopped, and goes on behind a part that fails. */

import { button, el, plural, sentence } from './dom.js';
import { UNREACHED, pause } from './request.js';
import { failure, say } from './status.js';

/** Statuses of pictures that the service refuses, and would refuse again. */
export const REFUSALS = new Set([400, 413, 422]);

const AGAIN = 2000;
/** What takes less is not told of. */
const SHORT = 400;

const works = document.getElementById('works');

/**
 * Lists of pictures that each fit into one request.
 *
 * @param limits of the service, as it tells them
 * @param most pictures of a list, so that there is progress to show
 */
export function inRequests(pictures, limits, most) {
  const room = limits.max_body * 0.9;
  const count = Math.min(most, limits.max_images);
  const parts = [];
  let part = [];
  let bytes = 0;
  for (const picture of pictures) {
    if (part.length > 0 && (part.length >= count || bytes + picture.file.size > room)) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(picture);
    bytes += picture.file.size;
  }
  return part.length > 0 ? [...parts, part] : parts;
}

/** How much work under way would be lost with the page. */
let atStake = 0;

window.addEventListener('beforeunload', (event) => {
  if (atStake > 0) {
    event.preventDefault();
  }
});

/**
 * Does each part in turn. A part that the service refuses is told of at the end; while the service cannot be
 * reached, work waits for it; anything else that is thrown ends the work.
 *
 * @param title what is done, as a clause
 * @param parts lists
 * @param each does one part; gets it and a signal, and promises the errors of single items
 * @param outer a signal that stops it, too
 * @param saves whether what is not done yet would be lost with the page
 * @return the parts that were left when it was stopped; none if all was done
 */
export async function work(title, parts, each, { outer = null, saves = false } = {}) {
  const box = new WorkBox(title, parts, saves ? 'saved' : 'done');
  outer?.addEventListener('abort', () => box.stop.abort());
  const errors = [];
  let next = 0;
  atStake += saves ? 1 : 0;
  try {
    for (; next < parts.length; next += 1) {
      errors.push(...await box.patiently(() => tried(parts[next], each, box.stop.signal)));
      box.advance(parts[next].length);
    }
  } catch (error) {
    if (error.name !== 'AbortError') {
      throw error;
    }
    say(`Stopped: ${box.so}.`);
  } finally {
    atStake -= saves ? 1 : 0;
    box.close();
    if (errors.length > 0) {
      failure(`${plural(errors.length, 'picture')} could not be used.`, errors.map((one) => one.error));
    }
  }
  return parts.slice(next);
}

/** Shows that something goes on that takes its time and cannot be stopped. */
export async function waiting(title, does) {
  const box = el('div', { class: 'work', role: 'status' }, el('span', {}, title), el('progress', { 'aria-label': title }));
  const timer = setTimeout(() => works.append(box), SHORT);
  try {
    return await does();
  } finally {
    clearTimeout(timer);
    box.remove();
  }
}

/** Shows how far work is, and can stop it. */
class WorkBox {
  stop = new AbortController();
  #total;
  #word;
  #done = 0;
  #bar;
  #count = el('span', { class: 'count' });
  #trouble = el('p', { class: 'trouble', role: 'alert' });
  #box;

  constructor(title, parts, word) {
    this.#total = parts.reduce((sum, part) => sum + part.length, 0);
    this.#word = word;
    this.#bar = el('progress', { max: this.#total, value: 0, 'aria-label': title });
    this.#box = el('div', { class: 'work' }, el('span', {}, title), this.#bar, this.#count,
      button('Stop', (event) => {
        event.target.disabled = true;
        this.stop.abort();
      }, { 'aria-label': `Stop: ${title}` }), this.#trouble);
    works.append(this.#box);
    this.advance(0);
  }

  get so() {
    return `${this.#done} of ${this.#total} ${this.#word}`;
  }

  advance(by) {
    this.#done += by;
    this.#bar.value = this.#done;
    this.#count.textContent = `${this.#done} of ${this.#total}`;
  }

  /** Does something again and again until the service is there. */
  async patiently(does) {
    for (;;) {
      try {
        this.stop.signal.throwIfAborted();
        const given = await does();
        this.#trouble.textContent = '';
        return given;
      } catch (error) {
        if (error.status !== UNREACHED) {
          throw error;
        }
      }
      // Not said again with each attempt.
      this.#trouble.textContent ||= `The service cannot be reached. ${sentence(this.so)} The rest follows by itself`
        + ' when the service is back; leave this page open.';
      await pause(AGAIN, this.stop.signal);
    }
  }

  close() {
    this.#box.remove();
  }
}

async function tried(part, each, signal) {
  try {
    return await each(part, signal) ?? [];
  } catch (error) {
    if (!error.isProblem || !REFUSALS.has(error.status)) {
      throw error;
    }
    return error.errors.length > 0 ? error.errors : [{ error: error.message }];
  }
}

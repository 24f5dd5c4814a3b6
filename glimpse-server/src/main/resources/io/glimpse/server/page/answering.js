/** Keeps the answers of a heap up with the bank while it learns. */

import * as api from './api.js';
import { failed } from './status.js';
import { REFUSALS, inRequests } from './work.js';

const TOP = 9;
const AT_A_TIME = 8;
const QUIET = 1200;
const MOST_CHANGES = 8;

/** Answers what is behind: when the bank was left alone for a moment, or changed so often. */
export class Answering {
  #open;
  #heap;
  #onprogress;
  #changes = 0;
  #timer = 0;
  #running = null;

  constructor(open, heap, onprogress) {
    this.#open = open;
    this.#heap = heap;
    this.#onprogress = onprogress;
    open.signal.addEventListener('abort', () => this.stop());
  }

  /** Whether it will go on by itself. */
  get isDue() {
    return this.#running !== null || this.#timer !== 0;
  }

  /** The bank changed. */
  changed() {
    this.#changes += 1;
    clearTimeout(this.#timer);
    if (this.#changes >= MOST_CHANGES) {
      this.now();
    } else {
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        this.now();
      }, QUIET);
    }
  }

  /** Answers all that is behind, in the place of what is under way. */
  async now() {
    this.stop();
    const mine = new AbortController();
    this.#running = mine;
    this.#changes = 0;
    try {
      await this.#run(mine.signal);
    } catch (error) {
      error.action = { text: 'Answer again', does: () => this.now() };
      failed(error);
    } finally {
      if (this.#running === mine) {
        this.#running = null;
        this.#onprogress(0, 0);
      }
    }
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#running?.abort();
    this.#running = null;
    this.#onprogress(0, 0);
  }

  async #run(signal) {
    const behind = this.#heap.behind(this.#open.now.version);
    const parts = inRequests(behind, await api.limits(), AT_A_TIME);
    let done = 0;
    for (const part of parts) {
      signal.throwIfAborted();
      this.#onprogress(done, behind.length);
      await this.#answer(part, signal);
      done += part.length;
    }
  }

  async #answer(part, signal) {
    let document;
    try {
      document = await api.classify(this.#open.name, part.map((item) => item.file), {
        top: TOP, names: part.map((item) => item.id), signal });
    } catch (error) {
      if (!REFUSALS.has(error.status)) {
        throw error;
      }
      document = { results: [], version: 0, errors: part.map((item) => ({
        path: item.id, error: error.errors.find((one) => one.path === item.id)?.error ?? error.message })) };
    }
    for (const result of document.results) {
      this.#heap.answered(result.path, result, document.version);
    }
    const unusable = document.errors.map(({ path, error }) => ({ item: this.#heap.get(path), error }))
      .filter(({ item }) => item);
    unusable.forEach(({ item }) => this.#heap.remove(item));
    this.#onprogress(null, null, unusable.map(({ item, error }) => error.replace(item.id, item.file.name)));
  }
}

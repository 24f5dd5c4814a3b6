/** Long work in parts: shows how far it is, can be stopped, and goes on behind a part that fails. */

import { button, el, plural } from './dom.js';
import { failure, say } from './status.js';

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

/**
 * Does each part in turn. A part that the service refuses is told of at the end; anything else that
 * is thrown ends the work.
 *
 * @param title what is done, as a clause
 * @param parts lists
 * @param each does one part; gets it and a signal, and promises the errors of single items
 * @return whether all was done and nothing stopped
 */
export async function work(title, parts, each, outer = null) {
  const stop = new AbortController();
  outer?.addEventListener('abort', () => stop.abort());
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const bar = el('progress', { max: total, value: 0, 'aria-label': title });
  const count = el('span', { class: 'count' }, `0 of ${total}`);
  const box = el('div', { class: 'work' }, el('span', {}, title), bar, count,
    button('Stop', () => stop.abort(), { 'aria-label': `Stop: ${title}` }));
  works.append(box);
  const errors = [];
  let done = 0;
  try {
    for (const part of parts) {
      stop.signal.throwIfAborted();
      errors.push(...await tried(part, each, stop.signal));
      done += part.length;
      bar.value = done;
      count.textContent = `${done} of ${total}`;
    }
  } catch (error) {
    if (error.name !== 'AbortError') {
      throw error;
    }
    say(`Stopped after ${done} of ${total}.`);
    return false;
  } finally {
    box.remove();
    if (errors.length > 0) {
      failure(`${plural(errors.length, 'picture')} could not be used.`, errors.map((one) => one.error));
    }
  }
  return true;
}

async function tried(part, each, signal) {
  try {
    return await each(part, signal) ?? [];
  } catch (error) {
    if (!error.isProblem || ![400, 413, 422].includes(error.status)) {
      throw error;
    }
    return error.errors.length > 0 ? error.errors : [{ error: error.message }];
  }
}

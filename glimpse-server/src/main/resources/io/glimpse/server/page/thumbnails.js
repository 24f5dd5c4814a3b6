/** Small pictures: of shots that the service keeps, and of files that it does not have yet. */

import { blob, thumbnailPath } from './api.js';
import { el } from './dom.js';
import { UNREACHED, hasToken } from './request.js';

const SIDE = 224;
const AGAIN = 3000;

/** That of a shot. */
export function ofShot(bank, id, text) {
  return ofPath(thumbnailPath(bank, id), text);
}

/** That behind a path of the service; a frame with a word where there is none. */
export function ofPath(path, text) {
  if (!path) {
    return without(text);
  }
  const image = el('img', { class: 'thumb', alt: text, loading: 'lazy', width: SIDE, height: SIDE });
  if (hasToken()) {
    // An element's own request has no token.
    fetched(image, path);
  } else {
    image.addEventListener('error', () => fetched(image, path), { once: true });
    image.src = path;
  }
  return image;
}

/** Shows what a path gives; as soon as the service is there, should it be away. */
async function fetched(image, path) {
  try {
    show(image, await blob(path));
  } catch (error) {
    if (error.status !== UNREACHED) {
      image.replaceWith(without(image.alt));
    } else if (image.isConnected) {
      setTimeout(() => fetched(image, path), AGAIN);
    }
  }
}

/** That of a file, as a blob that is shown and kept without the file's own weight; null where there is none. */
export async function small(file) {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = SIDE / Math.min(bitmap.width, bitmap.height);
    const canvas = el('canvas', { width: SIDE, height: SIDE });
    const width = bitmap.width * scale;
    const height = bitmap.height * scale;
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, (SIDE - width) / 2, (SIDE - height) / 2, width, height);
    bitmap.close();
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
  } catch {
    // Point clouds, and pictures of kinds that browsers do not read.
    return null;
  }
}

/** An image of a blob. */
export function ofBlob(content, text) {
  if (content === null) {
    return without(text);
  }
  const image = el('img', { class: 'thumb', alt: text, width: SIDE, height: SIDE });
  show(image, content);
  return image;
}

function show(image, content) {
  const url = URL.createObjectURL(content);
  image.addEventListener('load', () => URL.revokeObjectURL(url), { once: true });
  image.src = url;
}

function without(text) {
  return el('span', { class: 'thumb none', role: 'img', 'aria-label': text || 'No picture' }, 'no picture');
}

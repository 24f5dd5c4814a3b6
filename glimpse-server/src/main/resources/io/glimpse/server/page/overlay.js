/** A picture with what was seen in it: where classes were found, and places that are odd. */

import { el, percent } from './dom.js';

const LONGEST = 640;
const HEAT = [255, 138, 0];
const MOST_HEAT = 190;

/** A picture that can show the attention for a class, or odd places, above itself. */
export class PictureView {
  #canvas = el('canvas', { class: 'overlay', 'aria-hidden': 'true' });
  #image;
  #buttons = [];

  constructor(file, attention, places) {
    const url = URL.createObjectURL(file);
    this.#image = el('img', { alt: file.name, src: url,
      onload: () => {
        URL.revokeObjectURL(url);
        const scale = Math.min(1, LONGEST / Math.max(this.#image.naturalWidth, this.#image.naturalHeight));
        this.#canvas.width = Math.round(this.#image.naturalWidth * scale);
        this.#canvas.height = Math.round(this.#image.naturalHeight * scale);
      },
      onerror: () => frame.replaceChildren(el('span', { class: 'thumb none' }, 'The browser cannot show this kind of file.')) });
    const frame = el('div', { class: 'frame' }, this.#image, this.#canvas);
    const first = attention.filter((one) => one.view === 0);
    const choices = el('div', { class: 'row wrap', role: 'group', 'aria-label': 'Show in the picture' },
      first.length > 0 && el('span', { class: 'faint' }, 'Attention for'),
      first.map((one) => this.#toggle(one.class, placesOf(one), () => this.#heat(one.weights))),
      places.length > 0 && this.#toggle('odd places', `${places.length} marked`, () => this.#boxes(places)));
    this.element = el('figure', { class: 'picture' }, frame,
      choices.children.length > 0 && choices, el('figcaption', { class: 'faint' }, file.name));
  }

  #toggle(text, described, draw) {
    const toggle = el('button', { type: 'button', class: 'toggle', 'aria-pressed': 'false', title: described,
      onclick: () => {
        const on = toggle.getAttribute('aria-pressed') === 'false';
        this.#buttons.forEach((other) => other.setAttribute('aria-pressed', 'false'));
        this.#canvas.getContext('2d').clearRect(0, 0, this.#canvas.width, this.#canvas.height);
        if (on) {
          toggle.setAttribute('aria-pressed', 'true');
          draw();
        }
      } }, text, el('span', { class: 'unseen' }, `: ${described}`));
    this.#buttons.push(toggle);
    return toggle;
  }

  /** The encoder sees the square in the middle, and so that is where the weights lie. */
  #heat(weights) {
    const rows = weights.length;
    const columns = weights[0].length;
    const flat = weights.flat();
    const least = Math.min(...flat);
    // The weights differ little from place to place: what counts is which are larger.
    const range = Math.max(...flat) - least || 1;
    const small = el('canvas', { width: columns, height: rows });
    const pixels = new ImageData(columns, rows);
    flat.forEach((weight, i) => pixels.data.set([...HEAT, MOST_HEAT * (weight - least) / range], 4 * i));
    small.getContext('2d').putImageData(pixels, 0, 0);
    const { width, height } = this.#canvas;
    const side = Math.min(width, height);
    const context = this.#canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(small, (width - side) / 2, (height - side) / 2, side, side);
  }

  #boxes(places) {
    const context = this.#canvas.getContext('2d');
    const scale = this.#canvas.width / this.#image.naturalWidth;
    context.lineWidth = 3;
    context.strokeStyle = `rgb(${HEAT})`;
    for (const { box: [left, top, right, bottom] } of places) {
      context.strokeRect(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale);
    }
  }
}

const BANDS = [['top', 'middle', 'bottom'], ['left', 'centre', 'right']];

/** In words where most of the attention lies, for who does not see it. */
function placesOf({ weights }) {
  const thirds = new Map();
  weights.forEach((row, y) => row.forEach((weight, x) => {
    const place = `${BANDS[0][Math.floor(3 * y / weights.length)]} ${BANDS[1][Math.floor(3 * x / row.length)]}`;
    thirds.set(place, (thirds.get(place) ?? 0) + weight);
  }));
  const [place, share] = [...thirds].sort((a, b) => b[1] - a[1])[0];
  return `most at the ${place}, ${percent(share)}`;
}

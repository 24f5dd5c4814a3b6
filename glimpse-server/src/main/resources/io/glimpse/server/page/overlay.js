/** A picture with what was seen in it: where classes were found, and places that are odd. */

import { el, percent } from './dom.js';

const LONGEST = 640;
const HEAT = [255, 138, 0];
const MOST_HEAT = 190;
const SHADE = 'rgb(0 0 0 / 55%)';

/** A picture that can show the attention for a class, or odd places, above itself. */
export class PictureView {
  #canvas = el('canvas', { class: 'overlay', 'aria-hidden': 'true' });
  #legend = el('p', { class: 'legend faint', role: 'status' });
  #image;
  #toggles = [];

  /**
   * @param attention for classes, as the evidence of an answer
   * @param odd the "places" of an answer, and the "map" of all of them or null
   */
  constructor(file, attention, odd) {
    const url = URL.createObjectURL(file);
    this.#image = el('img', { alt: file.name, src: url,
      onload: () => {
        URL.revokeObjectURL(url);
        const scale = Math.min(1, LONGEST / Math.max(this.#image.naturalWidth, this.#image.naturalHeight));
        this.#canvas.width = Math.round(this.#image.naturalWidth * scale);
        this.#canvas.height = Math.round(this.#image.naturalHeight * scale);
      },
      onerror: () => {
        frame.replaceChildren(el('span', { class: 'thumb none' }, 'The browser cannot show this kind of file.'));
        choices.remove();
      } });
    const frame = el('div', { class: 'frame' }, this.#image, this.#canvas);
    const first = attention.filter((one) => one.view === 0);
    const choices = el('div', { class: 'row wrap', role: 'group', 'aria-label': 'Show in the picture' },
      odd.places.length > 0 && this.#toggle('Odd places', oddWords(odd.places), () => this.#odd(odd)),
      first.length > 0 && el('span', { class: 'faint' }, 'Where is it like'),
      first.map((one) => this.#toggle(one.class, attentionWords(one), () => this.#attention(one.weights))));
    this.element = el('figure', { class: 'picture' }, frame,
      choices.children.length > 0 && choices, this.#legend, el('figcaption', { class: 'faint' }, file.name));
  }

  #toggle(text, legend, draw) {
    const toggle = el('button', { type: 'button', class: 'toggle', 'aria-pressed': 'false', title: text,
      onclick: () => {
        const on = toggle.getAttribute('aria-pressed') === 'false';
        this.#toggles.forEach((other) => other.setAttribute('aria-pressed', 'false'));
        this.#canvas.getContext('2d').clearRect(0, 0, this.#canvas.width, this.#canvas.height);
        this.#legend.textContent = on ? legend : '';
        if (on) {
          toggle.setAttribute('aria-pressed', 'true');
          draw();
        }
      } }, text);
    this.#toggles.push(toggle);
    return toggle;
  }

  /** The encoder sees the square in the middle, and so that is where the weights lie. */
  #attention(weights) {
    const { width, height } = this.#canvas;
    const side = Math.min(width, height);
    const square = [(width - side) / 2, (height - side) / 2, side, side];
    const context = this.#canvas.getContext('2d');
    context.fillStyle = SHADE;
    context.fillRect(0, 0, width, height);
    context.clearRect(...square);
    // The weights differ little from place to place: what counts is which are larger.
    this.#heat(weights, Math.min(...weights.flat()), square);
  }

  #odd({ places, map }) {
    const context = this.#canvas.getContext('2d');
    const scale = this.#canvas.width / this.#image.naturalWidth;
    const scaled = ([left, top, right, bottom]) => [left, top, right - left, bottom - top].map((edge) => edge * scale);
    if (map) {
      // Below 0 lie the places that are less odd than most.
      this.#heat(map.oddness, 0, scaled(map.box));
    }
    for (const { box } of places) {
      // The dark line shows on bright pictures, the bright one on dark ones.
      for (const [colour, thickness] of [['#000', 5], [`rgb(${HEAT})`, 2.5]]) {
        context.lineWidth = thickness;
        context.strokeStyle = colour;
        context.strokeRect(...scaled(box));
      }
    }
  }

  /** Draws a grid of values over a box, the larger the more of the colour. */
  #heat(rows, least, box) {
    const flat = rows.flat();
    const range = Math.max(...flat) - least || 1;
    const small = el('canvas', { width: rows[0].length, height: rows.length });
    const pixels = new ImageData(rows[0].length, rows.length);
    flat.forEach((value, i) => pixels.data.set([...HEAT, MOST_HEAT * Math.max(0, value - least) / range], 4 * i));
    small.getContext('2d').putImageData(pixels, 0, 0);
    const context = this.#canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(small, ...box);
  }
}

const BANDS = [['top', 'middle', 'bottom'], ['left', 'centre', 'right']];

/** In words where most of the attention lies, also for who does not see it. */
function attentionWords({ class: name, weights }) {
  const thirds = new Map();
  weights.forEach((row, y) => row.forEach((weight, x) => {
    const place = `${BANDS[0][Math.floor(3 * y / weights.length)]} ${BANDS[1][Math.floor(3 * x / row.length)]}`;
    thirds.set(place, (thirds.get(place) ?? 0) + weight);
  }));
  const [place, share] = [...thirds].sort((a, b) => b[1] - a[1])[0];
  return `The more orange, the more a place is like the word ${name}; most at the ${place}, ${percent(share)}.`
    + ' Only the square in the middle is looked at.';
}

function oddWords(places) {
  return `The more orange, the less a place is like those of the examples. The ${places.length} oddest are framed;`
    + ' every picture has some, also one that is as it should be.';
}

/** Tries the bank on pictures: what it answers, how sure it is, and why. */

import * as api from './api.js';
import { addAll } from './adding.js';
import { inShort, isNone, likeness, title } from './answer.js';
import { addressOf } from './banks.js';
import { el, percent } from './dom.js';
import { PictureView } from './overlay.js';
import { pickers, takesDrops, takesPastes } from './pictures.js';
import { choice } from './shot.js';
import { guarded, say } from './status.js';
import { ofPath } from './thumbnails.js';
import { work } from './work.js';

const TOP = 5;
const MOST_SHOWN = 30;

/** Pictures that were dropped elsewhere to be tried here, by bank. */
const handed = new Map();

/** Has pictures tried as soon as the view of a bank is shown. */
export function tryNext(bank, pictures) {
  handed.set(bank, pictures);
}

export async function showTryout(place, open) {
  const answers = el('div', { class: 'answers' });
  const zone = el('section', { class: 'zone', 'aria-labelledby': 'try' },
    el('h2', { id: 'try' }, 'Try a picture'),
    el('p', {}, 'Drop or paste a picture that the bank has not seen. It is answered and not kept.'),
    pickers('a try', (pictures) => answer(pictures), { folders: false }));
  const answer = async (pictures) => {
    // Evidence is asked for each picture alone: so the first one shows as soon as it is there.
    await work('Answering', pictures.map((one) => [one]), async ([picture], signal) => {
      const document = await api.classify(open.name, [picture.file], { top: TOP, explain: true, signal });
      if (document.results.length > 0 && !open.signal.aborted) {
        answers.prepend(card(open, picture, document));
        [...answers.children].slice(MOST_SHOWN).forEach((old) => old.remove());
      }
      return document.errors;
    }, { outer: open.signal });
  };
  place.replaceChildren(zone, answers);
  takesDrops(place, answer);
  takesPastes(open.signal, answer);
  const waiting = handed.get(open.name);
  handed.delete(open.name);
  if (waiting) {
    await answer(waiting);
  }
}

function card(open, picture, document) {
  const [result] = document.results;
  const evidence = document.evidence?.[0] ?? { shots: [], attention: [] };
  const isOnly = document.classes.length === 1;
  const none = isNone(result);
  say(`${picture.file.name}: ${inShort(result, isOnly)}`);
  const seen = new PictureView(picture.file, evidence.attention, { places: result.places ?? [], map: result.map ?? null });
  return el('article', { class: 'card answer', 'aria-label': `Answer for ${picture.file.name}` },
    seen.element,
    el('div', { class: 'says' },
      el('h3', {}, title(result, isOnly)),
      none && !isOnly
        && el('p', { class: 'none-of-these' }, `It is like none of the classes; the nearest is ${result.top[0].class}.`),
      isOnly ? el('p', { class: none ? 'none-of-these' : null }, likeness(result)) : ranking(result.top, none),
      !isOnly && el('p', { class: 'faint' }, sureness(document, result)),
      nearest(evidence.shots, isOnly),
      teaching(open, picture)));
}

/** The likeliest classes with bars. */
export function ranking(top, faded = false) {
  return el('ol', { class: faded ? 'ranking faded' : 'ranking' }, top.map((one) => {
    const bar = el('span', { class: 'bar', 'aria-hidden': 'true' });
    bar.style.setProperty('--share', one.probability);
    return el('li', {}, el('span', { class: 'name', title: one.class, dir: 'auto' }, one.class), bar,
      el('span', { class: 'number' }, percent(one.probability)));
  }));
}

function sureness(document, result) {
  if (!document.taught) {
    return 'By names alone, for not every class has an example yet: expect mistakes.';
  }
  const set = result.set?.length > 1 ? ` Plausible: ${result.set.join(', ')}.` : '';
  return (document.calibrated ? 'Probabilities are calibrated on the examples.' : 'Probabilities are not calibrated: '
    + `${document.calibration ?? 'there are too few examples'}.`) + set;
}

function nearest(shots, isOnly) {
  if (shots.length === 0) {
    return null;
  }
  // Methods that weigh all examples together have no votes; then likeness is all there is to say.
  const haveVotes = shots.every((shot) => Number.isFinite(shot.share));
  return el('section', { 'aria-label': 'Examples nearest to the picture' },
    el('h4', {}, haveVotes ? 'The examples that spoke for it' : 'The examples most like it'),
    !isOnly && el('p', { class: 'faint' }, haveVotes
      ? 'Each example votes for its class, the more the nearer it is.'
      : 'The answer weighs all examples together; these are the nearest.'),
    el('ul', { class: 'shots nearest' }, shots.map((shot) => el('li', {},
      ofPath(shot.thumbnail, `Example of ${shot.class}`),
      el('span', { class: 'caption' }, el('bdi', {}, shot.class),
        el('small', {}, haveVotes ? `${percent(shot.share)} of votes` : `${percent(shot.similarity)} alike`))))));
}

function teaching(open, picture) {
  const box = el('details', { class: 'teach' }, el('summary', {}, 'Make it an example'),
    choice(open.classes(), guarded(async (cls) => {
      await addAll(open.name, new Map([[cls, [picture]]]));
      box.replaceChildren(el('summary', {}, `It is an example of ${cls}`),
        el('p', {}, el('a', { href: addressOf(open.name) }, 'See the examples')));
    })));
  return box;
}

/** The health of a bank: what its examples say of each other, and what would help it most. */

import * as api from './api.js';
import { addAll } from './adding.js';
import { button, el, percent, plural } from './dom.js';
import { pickers, takesDrops } from './pictures.js';
import { choice, relabel, remove } from './shot.js';
import { guarded, say } from './status.js';
import { ofBlob, ofShot, small } from './thumbnails.js';
import { inRequests, work } from './work.js';

const MOST = 24;
const SUGGESTIONS = 10;

export async function showHealth(place, open) {
  const report = el('div', { class: 'report', tabindex: '-1', 'aria-label': 'What the examples say of each other', role: 'region', 'aria-busy': 'true' });
  place.replaceChildren(el('h2', { class: 'unseen' }, 'Health'), report, suggestions(open));
  const load = async () => {
    report.setAttribute('aria-busy', 'true');
    try {
      const found = await api.check(open.name, open.signal);
      const isFocused = report.contains(document.activeElement);
      report.replaceChildren(...sections(open, found));
      if (isFocused) {
        // What had the focus is done and gone.
        report.focus();
      }
    } catch (error) {
      if (error.status !== 409) {
        throw error;
      }
      report.replaceChildren(el('p', { class: 'hint' }, error.message));
    }
    report.removeAttribute('aria-busy');
  };
  report.append(el('p', {}, 'Each example is judged by all the others…'));
  open.onchange = load;
  await load();
}

function sections(open, found) {
  const right = found.labels.filter((one) => one.other <= one.own).length;
  const suspects = found.labels.filter((one) => one.verdict !== 'agrees');
  const parts = [
    ['Labels that look wrong', 'no label looks wrong', suspects, (one) => suspect(open, one)],
    ['Doubles', 'no two examples show the same', found.doubles, (pair) => double(open, pair)],
    ['Like none of the classes', 'every example is like its class', found.outliers, (one) => outlier(open, one)],
    ['Hard to tell apart', 'no two classes are confused', found.confused, confusion],
  ];
  const well = parts.filter(([, , items]) => items.length === 0).map(([, nothing]) => nothing);
  return [
    el('section', { class: 'card figure', 'aria-label': 'Leave-one-out accuracy' },
      el('p', { class: 'big' }, found.judged > 0 ? percent(right / found.judged) : '–'),
      el('div', {}, el('p', {}, accuracy(open, found, right)),
        well.length > 0 && el('p', { class: 'faint' }, `Nothing found: ${well.join('; ')}.`),
        found.not_compared.length > 0 && el('p', { class: 'faint' }, 'No picture is kept of '
          + `${plural(found.not_compared.length, 'example')}, so doubles of them are not found.`))),
    ...parts.filter(([, , items]) => items.length > 0)
      .map(([title, , items, show]) => section(title, items, show)),
    open.now.classes.length > 1 ? next(found) : '',
  ];
}

function accuracy(open, found, right) {
  if (open.now.classes.length === 1) {
    return 'There is one class, so that no example can be taken for another. Try tells whether a picture is like it.';
  }
  if (found.judged === 0) {
    return 'No example can be judged yet: each class needs two.';
  }
  const rest = found.not_judged > 0
    ? ` ${plural(found.not_judged, 'example')} could not be judged, being the only one of its class.` : '';
  return `of the examples are answered right by the others alone: ${right} of ${found.judged}.${rest}`;
}

function section(title, items, show) {
  return el('section', { class: 'card', 'aria-label': title },
    el('h3', {}, title, ' ', el('span', { class: 'count' }, String(items.length))),
    el('ul', { class: 'findings' }, items.slice(0, MOST).map(show)),
    items.length > MOST && el('p', { class: 'faint' }, `and ${items.length - MOST} more`));
}

function outlier(open, { shot }) {
  return el('li', { class: 'finding' },
    ofShot(open.name, shot.id, shot.source),
    el('div', {}, el('p', {}, `An example of ${shot.class}, but unlike all others.`), removal(open, shot)));
}

function confusion(pair) {
  return el('li', {}, `${pair.classes.join(' and ')}: examples of the one give ${percent(pair.share)} to the other`);
}

function suspect(open, one) {
  return el('li', { class: 'finding' },
    ofShot(open.name, one.shot.id, one.shot.source),
    el('div', {},
      el('p', {}, 'Labelled ', el('strong', {}, one.shot.class), ` (${percent(one.own)}), looks like `,
        el('strong', {}, one.suggested), ` (${percent(one.other)})`),
      el('p', { class: 'row' },
        button(`It is ${one.suggested}`, guarded(() => relabel(open, one.shot, one.suggested)), { class: 'main',
          'aria-label': `It is ${one.suggested}: ${one.shot.source}` }),
        removal(open, one.shot))));
}

function double(open, pair) {
  const both = [pair.first, pair.second];
  return el('li', { class: 'finding' }, both.map((shot) => el('div', {},
    ofShot(open.name, shot.id, shot.source),
    el('p', { class: 'caption' }, shot.class),
    removal(open, shot))),
  el('p', {}, `${pair.mirrored ? 'The one is the mirror image of the other. ' : ''}`
    + `${pair.across ? 'They are in two classes: one of them is wrong.' : 'One of them teaches nothing.'}`));
}

function removal(open, shot) {
  return button('Remove', guarded(() => remove(open, shot)), { 'aria-label': `Remove ${shot.source} from ${shot.class}` });
}

function next(found) {
  return el('section', { class: 'card', 'aria-label': 'What one more example would help' },
    el('h3', {}, 'One more example would help most'),
    el('ol', { class: 'ranked' }, found.next.slice(0, 5).map((one) => el('li', {}, el('strong', {}, one.class),
      ` has ${plural(one.shots, 'example')}; ${percent(one.missed)} of what they say goes to other classes`))),
    found.thin.length > 0 && el('p', { class: 'faint' }, `Few examples: ${found.thin.map((one) => one.class).join(', ')}.`));
}

/** Which of many pictures are worth a label. */
function suggestions(open) {
  const list = el('ol', { class: 'findings' });
  const look = async (pictures) => {
    const limits = await api.limits();
    let parts = inRequests(pictures, limits, limits.max_images);
    let left = pictures.length;
    for (;;) {
      // A request compares what it holds; the best of each part meet in the next round.
      const best = [];
      const isLast = parts.length === 1;
      const stopped = await work('Looking for the most useful', parts, async (part, signal) => {
        const found = await api.suggest(open.name, part.map((one) => one.file), {
          top: SUGGESTIONS, signal, names: part.map((_, i) => String(i)) });
        best.push(...found.suggestions.map((one) => ({ one, picture: part[Number(one.path)] })));
        return found.errors.map((one) => ({ error: one.error.replace(one.path, part[Number(one.path)]?.file.name ?? one.path) }));
      }, { outer: open.signal });
      if (stopped.length > 0) {
        return;
      }
      if (isLast || best.length <= SUGGESTIONS) {
        list.replaceChildren(...await Promise.all(best.map(({ one, picture }) => suggestion(open, picture, one))));
        say(`${plural(best.length, 'picture')} are worth a label.`);
        return;
      }
      if (best.length === left) {
        throw new Error('The pictures are too large to be compared: choose fewer, or smaller ones.');
      }
      left = best.length;
      parts = inRequests(best.map(({ picture }) => picture), limits, limits.max_images);
    }
  };
  const zone = el('section', { class: 'card zone', 'aria-labelledby': 'suggest' },
    el('h3', { id: 'suggest' }, 'Which pictures should be labelled?'),
    el('p', {}, 'Drop pictures without labels, and see the ten that would teach the bank most.'),
    pickers('suggestions', look), list);
  takesDrops(zone, look);
  return zone;
}

async function suggestion(open, picture, one) {
  const item = el('li', { class: 'finding' },
    ofBlob(await small(picture.file), picture.file.name),
    el('div', {},
      el('p', {}, el('strong', {}, one.unknown ? 'None of these' : one.class),
        `${one.unknown ? '' : ` ${percent(one.probability)}`}: ${one.why}`),
      choice(open.classes(), guarded(async (cls) => {
        await addAll(open.name, new Map([[cls, [picture]]]));
        item.remove();
      }))));
  return item;
}

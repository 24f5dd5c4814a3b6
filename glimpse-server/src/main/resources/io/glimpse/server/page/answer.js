/** What an answer is called. A bank of one class tells only whether a picture is like its examples. */

import { percent } from './dom.js';

/** Whether the bank takes the picture for none of its classes. */
export function isNone(answer) {
  return answer?.unknown?.is ?? false;
}

/** The answer as a title: its class. */
export function title(answer, isOnly) {
  const name = answer.top[0].class;
  if (isOnly) {
    return isNone(answer) ? `Not like ${name}` : `Like ${name}`;
  }
  return isNone(answer) ? 'None of these' : name;
}

/** The answer in a few words, with how sure it is. */
export function inShort(answer, isOnly) {
  const [best] = answer.top;
  if (isOnly) {
    return title(answer, isOnly);
  }
  return isNone(answer) ? `none of these (nearest: ${best.class})` : `${best.class}, ${percent(best.probability)}`;
}

/** How an answer of the only class came about. */
export function likeness({ top: [{ class: name }], unknown }) {
  if (!unknown || !Number.isFinite(unknown.threshold)) {
    return `There are too few examples of ${name} to tell what is not like it. About twenty are enough.`;
  }
  const [score, limit] = [unknown.score, unknown.threshold].map((value) => value.toFixed(2).replace('-', '−'));
  return unknown.is
    ? `Its likeness of ${score} is below ${limit}, the least that good examples have.`
    : `Its likeness is ${score}; below ${limit} it would not be taken for ${name}.`;
}

/** Which pictures an answer refused because another class has them. */

import * as api from './api.js';

/** A shot is called by so much of its content's SHA-256. */
const DIGITS = 10;

/**
 * Parts the errors of pictures that were to become examples of a class.
 *
 * @param answer with "errors", and "conflicts" where the service itself tells them apart
 * @return "others", each with its "picture", the "shot" that it is and the class "cls" that was wanted; and
 *   "errors" that are something else
 */
export async function elsewhere(bank, cls, pictures, { errors = [], conflicts = [] }) {
  const others = [];
  const rest = [];
  for (const error of errors) {
    const picture = pictures.find((one) => one.file.name === error.path) ?? (pictures.length === 1 ? pictures[0] : null);
    const told = conflicts.find((one) => one.path === error.path)?.shot ?? null;
    const shot = picture && await held(bank, picture.file, told);
    if (shot && shot.class !== cls) {
      others.push({ picture, shot, cls });
    } else {
      rest.push(error);
    }
  }
  return { others, errors: rest };
}

/** The shot that a file is; null where there is none. */
async function held(bank, file, told) {
  const id = told ?? await digest(file);
  if (id === null) {
    return null;
  }
  try {
    return await api.shot(bank, id);
  } catch (error) {
    if (error.status === 404) {
      return null;
    }
    throw error;
  }
}

/** Null where pages cannot reckon: browsers let them only over HTTPS and on the machine itself. */
async function digest(file) {
  if (!crypto.subtle) {
    return null;
  }
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join('').slice(0, DIGITS);
}

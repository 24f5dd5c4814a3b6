/** What can be asked of the service. */

import { json, send } from './request.js';
import { noted } from './versions.js';

export const banks = (after) => json(`/v1/banks?limit=200${after ? `&after=${encodeURIComponent(after)}` : ''}`);
const info = () => json('/v1/info');

let knownLimits = null;

/** What the service takes on; asked once. */
export async function limits() {
  knownLimits ??= (await info()).limits;
  return knownLimits;
}

export const bank = (name) => json(at(name));
export const putBank = (name, classes, version) => changing(name, at(name), { method: 'PUT', json: { classes }, version });
export const deleteBank = (name, version) => send(at(name), { method: 'DELETE', version });

export const shots = (name, cls, limit, after) => json(
  `${classAt(name, cls)}/shots?limit=${limit}${after ? `&after=${encodeURIComponent(after)}` : ''}`);

/** Adds shots; "fresh" says whether the bank had not all of them. */
export async function addShots(name, cls, files) {
  return noted(name, async () => {
    const response = await send(`${classAt(name, cls)}/shots`, { method: 'POST', body: form(files) });
    return { ...await response.json(), fresh: response.status === 201 };
  });
}

export const renameClass = (name, cls, other, version) => changing(name,
  classAt(name, cls), { method: 'PATCH', json: { name: other }, version });
export const deleteClass = (name, cls, version) => changing(name, classAt(name, cls), { method: 'DELETE', version });

export const shot = (name, id) => json(shotAt(name, id));
export const moveShot = (name, id, cls, version) => changing(name,
  shotAt(name, id), { method: 'PATCH', json: { class: cls }, version });
export const deleteShot = (name, id, version) => changing(name, shotAt(name, id), { method: 'DELETE', version });
export const thumbnailPath = (name, id) => `${shotAt(name, id)}/thumbnail`;

/** Answers for pictures. Their names in the answer are those that are given here. */
export const classify = (name, files, { top, explain = false, signal, names }) => json(
  `${at(name)}/classify?top=${top}&explain=${explain}`, { method: 'POST', body: form(files, names), signal });
export const check = (name, signal) => json(`${at(name)}/check`, { signal });
export const suggest = (name, files, { top, signal, names }) => json(
  `${at(name)}/suggest?top=${top}`, { method: 'POST', body: form(files, names), signal });

export const history = (name, after) => json(`${at(name)}/history?limit=50${after ? `&after=${after}` : ''}`);
export const undo = (name, version) => changing(name, `${at(name)}/undo`, { method: 'POST', version });
export const restore = (name, version, now) => changing(name,
  `${at(name)}/restore`, { method: 'POST', json: { version }, version: now });
export const snapshots = (name) => json(`${at(name)}/snapshots`);
export const nameSnapshot = (name, snapshot, version) => json(
  `${at(name)}/snapshots/${encodeURIComponent(snapshot)}`, { method: 'PUT', version });
export const forgetSnapshot = (name, snapshot) => send(
  `${at(name)}/snapshots/${encodeURIComponent(snapshot)}`, { method: 'DELETE' });

export const putFile = (name, file, version) => changing(name,
  `${at(name)}/file`, { method: 'PUT', body: file, type: 'application/octet-stream', version });

/** The content of a path as a blob: a bank's file, a thumbnail. */
export async function blob(path, signal) {
  return (await send(path, { signal })).blob();
}
export const filePath = (name) => `${at(name)}/file`;

const changing = (name, path, request) => noted(name, () => json(path, request));

const at = (name) => `/v1/banks/${encodeURIComponent(name)}`;
const classAt = (name, cls) => `${at(name)}/classes/${encodeURIComponent(cls)}`;
const shotAt = (name, id) => `${at(name)}/shots/${encodeURIComponent(id)}`;

function form(files, names = null) {
  const data = new FormData();
  files.forEach((file, i) => data.append('image', file, names ? names[i] : file.name));
  return data;
}

/** Requests to the service, with patience where it is busy. Failures are thrown as problems. */

const KEPT_TOKEN = 'glimpse-token';
const FORBIDDEN = 'urn:glimpse:problem:forbidden';
const PATIENCE = 8;
const WAITS = new Set([429, 503]);

let askForToken = async () => null;

/** Why the service refused something, in its own words. */
export class Problem extends Error {
  constructor(status, document) {
    super(document.detail ?? document.title ?? `The service answered with status ${status}.`);
    this.isProblem = true;
    this.status = status;
    this.errors = document.errors ?? [];
    this.wantsToken = status === 401 || document.type === FORBIDDEN;
  }
}

/** Says who asks for a token where the service wants one. It promises a token, or null. */
export function tokensComeFrom(ask) {
  askForToken = ask;
}

/** Whether requests carry a token, so that elements cannot fetch by themselves. */
export function hasToken() {
  return sessionStorage.getItem(KEPT_TOKEN) !== null;
}

export const banks = (after) => json(`/v1/banks?limit=200${after ? `&after=${encodeURIComponent(after)}` : ''}`);
export const info = () => json('/v1/info');

let knownLimits = null;

/** What the service takes on; asked once. */
export async function limits() {
  knownLimits ??= (await info()).limits;
  return knownLimits;
}

export const bank = (name) => json(at(name));
export const putBank = (name, classes, version) => json(at(name), { method: 'PUT', json: { classes }, version });
export const deleteBank = (name, version) => send(at(name), { method: 'DELETE', version });

export const shots = (name, cls, limit, after) => json(
  `${classAt(name, cls)}/shots?limit=${limit}${after ? `&after=${encodeURIComponent(after)}` : ''}`);

/** Adds shots; "fresh" says whether the bank had not all of them. */
export async function addShots(name, cls, files, signal) {
  const response = await send(`${classAt(name, cls)}/shots`, { method: 'POST', body: form(files), signal });
  return { ...await response.json(), fresh: response.status === 201 };
}

export const renameClass = (name, cls, other, version) => json(
  classAt(name, cls), { method: 'PATCH', json: { name: other }, version });
export const deleteClass = (name, cls, version) => json(classAt(name, cls), { method: 'DELETE', version });

export const shot = (name, id) => json(shotAt(name, id));
export const moveShot = (name, id, cls) => json(shotAt(name, id), { method: 'PATCH', json: { class: cls } });
export const deleteShot = (name, id) => json(shotAt(name, id), { method: 'DELETE' });
export const thumbnailPath = (name, id) => `${shotAt(name, id)}/thumbnail`;

/** Answers for pictures. Their names in the answer are those that are given here. */
export const classify = (name, files, { top, explain = false, signal, names }) => json(
  `${at(name)}/classify?top=${top}&explain=${explain}`, { method: 'POST', body: form(files, names), signal });
export const check = (name, signal) => json(`${at(name)}/check`, { signal });
export const suggest = (name, files, { top, signal, names }) => json(
  `${at(name)}/suggest?top=${top}`, { method: 'POST', body: form(files, names), signal });

export const history = (name, after) => json(`${at(name)}/history?limit=50${after ? `&after=${after}` : ''}`);
export const undo = (name, version) => json(`${at(name)}/undo`, { method: 'POST', version });
export const restore = (name, version, now) => json(
  `${at(name)}/restore`, { method: 'POST', json: { version }, version: now });
export const snapshots = (name) => json(`${at(name)}/snapshots`);
export const nameSnapshot = (name, snapshot) => json(
  `${at(name)}/snapshots/${encodeURIComponent(snapshot)}`, { method: 'PUT' });
export const forgetSnapshot = (name, snapshot) => send(
  `${at(name)}/snapshots/${encodeURIComponent(snapshot)}`, { method: 'DELETE' });

export const putFile = (name, file, version) => json(
  `${at(name)}/file`, { method: 'PUT', body: file, type: 'application/octet-stream', version });

/** The content of a path as a blob: a bank's file, a thumbnail. */
export async function blob(path, signal) {
  return (await send(path, { signal })).blob();
}
export const filePath = (name) => `${at(name)}/file`;

const at = (name) => `/v1/banks/${encodeURIComponent(name)}`;
const classAt = (name, cls) => `${at(name)}/classes/${encodeURIComponent(cls)}`;
const shotAt = (name, id) => `${at(name)}/shots/${encodeURIComponent(id)}`;

function form(files, names = null) {
  const data = new FormData();
  files.forEach((file, i) => data.append('image', file, names ? names[i] : file.name));
  return data;
}

async function json(path, request) {
  return (await send(path, request)).json();
}

async function send(path, { method = 'GET', body, json: document, type, version, signal } = {}) {
  const headers = new Headers();
  if (document !== undefined) {
    headers.set('Content-Type', 'application/json');
  } else if (type) {
    headers.set('Content-Type', type);
  }
  if (version !== undefined) {
    headers.set('If-Match', `"${version}"`);
  }
  if (method !== 'GET') {
    // What is sent again after a lost answer must not be done twice.
    headers.set('Idempotency-Key', freshKey());
  }
  const request = { method, headers, body: document === undefined ? body : JSON.stringify(document), signal };
  for (let attempt = 1; ; attempt += 1) {
    const token = sessionStorage.getItem(KEPT_TOKEN);
    if (token) {
      headers.set('Authorization', `Bearer ${token}`);
    }
    const response = await reached(path, request, attempt);
    if (response?.ok) {
      return response;
    }
    const problem = response && new Problem(response.status, await documentOf(response));
    if (problem?.wantsToken && await gotToken(token)) {
      continue;
    }
    if (problem && (attempt === PATIENCE || !WAITS.has(problem.status))) {
      throw problem;
    }
    await pause(Number(response?.headers.get('Retry-After') ?? 1) * 1000, signal);
  }
}

/** The answer; null where the service was not reached but may be in a moment. */
async function reached(path, request, attempt) {
  try {
    return await fetch(path, request);
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    if (attempt < 3) {
      return null;
    }
    throw new Problem(0, { detail: 'The service cannot be reached. See whether it runs, and try again.' });
  }
}

async function gotToken(refused) {
  const now = sessionStorage.getItem(KEPT_TOKEN);
  if (now !== refused) {
    // Another request asked for it meanwhile.
    return true;
  }
  const token = await askForToken(refused !== null);
  if (token) {
    sessionStorage.setItem(KEPT_TOKEN, token);
  }
  return Boolean(token);
}

async function documentOf(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}

/** As crypto.randomUUID, which pages have only over HTTPS and on the machine itself. */
function freshKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function pause(millis, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, Math.min(millis, 10_000));
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('Stopped', 'AbortError'));
    });
  });
}

/** Requests to the service, with patience where it is busy. Failures are thrown as problems. */

const KEPT_TOKEN = 'glimpse-token';
const FORBIDDEN = 'urn:glimpse:problem:forbidden';
const PATIENCE = 8;
/** The status of what got no answer. */
export const UNREACHED = 0;
const WAITS = new Set([429, 503]);

let askForToken = async () => null;

/** Why the service refused something, in its own words. */
export class Problem extends Error {
  constructor(status, document) {
    super(document.detail ?? document.title ?? `The service answered with status ${status}.`);
    this.isProblem = true;
    this.status = status;
    // What the person may do about it: a text, and what it does.
    this.action = null;
    // Pictures that are examples of another class.
    this.conflicts = document.conflicts ?? [];
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

/** The JSON of an answer. */
export async function json(path, request) {
  return (await send(path, request)).json();
}

/**
 * An answer, where all went well.
 *
 * @param version that the bank must have, for a change
 */
export async function send(path, { method = 'GET', body, json: document, type, version, signal } = {}) {
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
    throw new Problem(UNREACHED, { detail: 'The service cannot be reached. See whether it runs, and try again.' });
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

/** Waits so long, or until a signal ends it. */
export function pause(millis, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, Math.min(millis, 10_000));
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('Stopped', 'AbortError'));
    });
  });
}

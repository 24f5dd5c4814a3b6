// Shows the routes of openapi.json, and tries them. All text goes in as text, never as HTML.

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const api = await (await fetch('/v1/openapi.json')).json();
const places = { path: 'in the path', query: 'in the query', header: 'as a header' };

function field(parameter) {
  const input = element('input', { type: 'text', name: parameter.name, required: parameter.required });
  const told = `${parameter.description} (${places[parameter.in]})`;
  return element('label', {}, parameter.name, element('small', { textContent: told }), input);
}

function bodyFields(operation) {
  const content = operation.requestBody?.content;
  if (!content) return [];
  if (content['multipart/form-data']) {
    const files = element('input', { type: 'file', name: 'image', multiple: true });
    return [element('label', {}, 'image', element('small', { textContent: 'pictures or point clouds' }), files)];
  }
  if (content['application/json']) {
    const text = element('textarea', { name: 'body', rows: 4, spellcheck: false });
    text.value = JSON.stringify(example(content['application/json'].schema), null, 2);
    return [element('label', {}, 'body', element('small', { textContent: operation.requestBody.description }), text)];
  }
  const file = element('input', { type: 'file', name: 'raw' });
  return [element('label', {}, 'body', element('small', { textContent: operation.requestBody.description }), file)];
}

function example(schema) {
  if (schema.$ref) return example(api.components.schemas[schema.$ref.split('/').pop()]);
  if (schema.anyOf) return example(schema.anyOf[0]);
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'array') return [example(schema.items)];
  if (schema.type === 'integer' || schema.type === 'number') return 1;
  if (schema.type !== 'object') return '';
  const names = schema.required ?? Object.keys(schema.properties ?? {}).slice(0, 1);
  return Object.fromEntries(names.map(name => [name, example(schema.properties[name])]));
}

async function send(path, method, operation, form, output) {
  let url = path;
  const query = new URLSearchParams();
  const headers = new Headers();
  for (const parameter of operation.parameters ?? []) {
    const value = form.elements[parameter.name].value;
    if (parameter.in === 'path') url = url.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (value && parameter.in === 'query') query.append(parameter.name, value);
    else if (value) headers.set(parameter.name, value);
  }
  const token = document.getElementById('token').value;
  if (token) headers.set('Authorization', `Bearer ${token}`);
  let body;
  if (form.elements.image) {
    body = new FormData();
    for (const file of form.elements.image.files) body.append('image', file);
  } else if (form.elements.body) {
    body = form.elements.body.value;
    headers.set('Content-Type', 'application/json');
  } else if (form.elements.raw) {
    body = form.elements.raw.files[0];
    headers.set('Content-Type', 'application/octet-stream');
  }
  const address = query.size ? `${url}?${query}` : url;
  output.replaceChildren(element('p', { textContent: 'Asking …' }));
  try {
    const started = performance.now();
    const answer = await fetch(address, { method: method.toUpperCase(), headers, body });
    const took = Math.round(performance.now() - started);
    output.replaceChildren(
      element('p', { textContent: `${answer.status} ${answer.statusText}, ${took} ms: ${method.toUpperCase()} ${address}` }),
      await shown(answer));
  } catch (failure) {
    output.replaceChildren(element('p', { textContent: `No answer came: ${failure.message}` }));
  }
}

async function shown(answer) {
  const type = answer.headers.get('Content-Type') ?? '';
  if (type.startsWith('image/')) {
    return element('img', { alt: 'the picture of the answer', src: URL.createObjectURL(await answer.blob()) });
  }
  if (type.includes('octet-stream')) {
    return element('p', { textContent: `${(await answer.blob()).size} bytes` });
  }
  const text = await answer.text();
  const json = type.includes('json') && text;
  return element('pre', { tabIndex: 0, textContent: json ? JSON.stringify(JSON.parse(text), null, 2) : text });
}

function statuses(operation) {
  return element('ul', {}, ...Object.entries(operation.responses).map(([status, response]) =>
    element('li', {}, element('code', { textContent: status }), ` ${response.description}`)));
}

function route(path, method, operation) {
  const output = element('div', {});
  const form = element('form', {}, ...(operation.parameters ?? []).map(field), ...bodyFields(operation),
    element('button', { type: 'submit', textContent: 'Try it' }), output);
  form.addEventListener('submit', event => {
    event.preventDefault();
    send(path, method, operation, form, output);
  });
  return element('details', {},
    element('summary', {}, element('span', { className: 'method', textContent: method.toUpperCase() }),
      element('code', { textContent: path }), ` ${operation.summary}`),
    element('div', { className: 'statuses' }, statuses(operation)), form);
}

const main = document.getElementById('routes');
main.replaceChildren();
for (const tag of api.tags) {
  const routes = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag.name))
      .map(([method, operation]) => route(path, method, operation)));
  main.append(element('h2', { textContent: tag.name }), element('p', { textContent: tag.description }), ...routes);
}

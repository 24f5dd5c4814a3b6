/** Elements from JavaScript. Data becomes text or an attribute's value, never markup. */

/**
 * An element. What begins with "on" listens, true sets an attribute without a value, false, null and
 * undefined leave it out; "value" is the field's own. Children may be texts, elements and lists.
 */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (key === 'value') {
      element.value = value;
    } else if (value === true) {
      element.setAttribute(key, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A button that does one thing. */
export function button(text, onclick, properties = {}) {
  return el('button', { type: 'button', onclick, ...properties }, text);
}

let ids = 0;

/** An id that no other element has. */
export function freshId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}

/** A field with its label. */
export function labelled(text, field) {
  field.id ||= freshId('field');
  return el('div', { class: 'field' }, el('label', { for: field.id }, text), field);
}

/**
 * Gives an element just these children. What is in its place is not touched, and so keeps the focus; where
 * that was on a child that goes, it moves to the one after it.
 */
export function arrange(parent, children) {
  const wanted = new Set(children);
  const focused = [...parent.children].findIndex((child) => child.contains(document.activeElement));
  const isLost = focused >= 0 && !wanted.has(parent.children[focused]);
  [...parent.children].filter((child) => !wanted.has(child)).forEach((child) => child.remove());
  children.forEach((child, i) => {
    if (parent.children[i] !== child) {
      parent.insertBefore(child, parent.children[i] ?? null);
    }
  });
  if (isLost) {
    const next = parent.children[Math.min(focused, parent.children.length - 1)];
    (next?.querySelector('button, a') ?? parent.closest('[tabindex]'))?.focus();
  }
}

/** Clauses of the service as sentences. */
export function sentence(text) {
  // What begins with a file's name stays as the file is called.
  const first = /^[^\s]*[.:]/.test(text) ? text.charAt(0) : text.charAt(0).toUpperCase();
  return first + text.slice(1) + (/[.!?…]$/.test(text) ? '' : '.');
}

export function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** A share of 1 in per cent; what is not nothing is not shown as nothing, nor what is not all as all. */
export function percent(share) {
  if (share > 0 && share < 0.005) {
    return '< 1 %';
  }
  if (share < 1 && share > 0.995) {
    return '> 99 %';
  }
  return `${Math.round(share * 100)} %`;
}

/** A time of the service as people here write it. */
export function when(iso) {
  const date = new Date(iso);
  return el('time', { datetime: iso }, date.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' }));
}

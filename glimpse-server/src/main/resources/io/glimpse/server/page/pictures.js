/** Pictures that somebody drops, pastes, chooses or takes, each with the folder that it lay in, and the outermost. */

import { button, el, freshId } from './dom.js';
import { guarded, notice } from './status.js';
import { photographed } from './camera.js';

/** What pickers offer; the service itself looks at the bytes. Clouds are answered like pictures. */
const ACCEPTED = 'image/*,.ply,.obj,.off,.stl,.pcd,.xyz,.npy';
const HIDDEN = /^(\.|thumbs\.db$|desktop\.ini$)/i;

/** Files as pictures, without what file managers leave behind. */
function ofFiles(files) {
  return [...files]
    .filter((file) => !HIDDEN.test(file.name))
    .map((file) => {
      const folders = (file.webkitRelativePath ?? '').split('/').slice(0, -1);
      return { file, folder: folders.at(-1) ?? '', root: folders[0] ?? '' };
    });
}

/** What was dropped or pasted, folders with all that is below them. */
async function ofTransfer(transfer) {
  // Only valid now: what is asked for later is gone.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) {
    return ofFiles(transfer.files);
  }
  const found = [];
  for (const entry of entries) {
    await collect(entry, '', entry.isFile ? '' : entry.name, found);
  }
  return found;
}

async function collect(entry, folder, root, found) {
  if (HIDDEN.test(entry.name)) {
    return;
  }
  if (entry.isFile) {
    found.push({ file: await new Promise((resolve, reject) => entry.file(resolve, reject)), folder, root });
    return;
  }
  const reader = entry.createReader();
  // A reader gives so many entries at a time, and none at the end.
  for (let some = await read(reader); some.length > 0; some = await read(reader)) {
    for (const one of some) {
      await collect(one, entry.name, root, found);
    }
  }
}

function read(reader) {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

/** Has an element take what is dropped on it. */
export function takesDrops(element, onpictures) {
  let depth = 0;
  const over = (by) => {
    depth = Math.max(0, depth + by);
    element.classList.toggle('over', depth > 0);
  };
  element.addEventListener('dragenter', (event) => {
    event.preventDefault();
    over(1);
  });
  element.addEventListener('dragover', (event) => event.preventDefault());
  element.addEventListener('dragleave', () => over(-1));
  element.addEventListener('drop', guarded(async (event) => {
    event.preventDefault();
    event.stopPropagation();
    depth = 0;
    over(0);
    await give(await ofTransfer(event.dataTransfer), onpictures);
  }));
}

/** Takes what is pasted anywhere but into a field, until a signal ends it. */
export function takesPastes(signal, onpictures) {
  document.addEventListener('paste', guarded(async (event) => {
    if (event.target instanceof Element && event.target.closest('input, textarea, dialog')) {
      return;
    }
    const pictures = ofFiles(event.clipboardData.files);
    if (pictures.length > 0) {
      event.preventDefault();
      await give(pictures, onpictures);
    }
  }), { signal });
}

/**
 * Buttons that choose files, a folder, or photograph.
 *
 * @param of whose pictures they are, for who hears the buttons one by one
 */
export function pickers(of, onpictures, { folders = true } = {}) {
  return el('div', { class: 'row pickers' },
    fileField('Pictures…', of, onpictures, { accept: ACCEPTED, multiple: true }),
    folders && fileField('Folder…', of, onpictures, { webkitdirectory: true, multiple: true }),
    button('Camera…', guarded(async () => give(ofFiles(await photographed(of)), onpictures)), {
      'aria-label': `Camera… for ${of}`,
    }));
}

/** A file field that looks like the buttons beside it. */
export function fileField(text, of, onpictures, properties) {
  const id = freshId('files');
  const field = el('input', { id, type: 'file', class: 'unseen', 'aria-label': `${text} for ${of}`, ...properties,
    onchange: guarded(async () => {
      const pictures = ofFiles(field.files);
      field.value = '';
      await give(pictures, onpictures);
    }) });
  return el('span', { class: 'filefield' }, field, el('label', { for: id, class: 'button' }, text));
}

async function give(pictures, onpictures) {
  if (pictures.length === 0) {
    notice('There is no picture in it.');
    return;
  }
  await onpictures(pictures);
}

/** Pictures by the folder that they lay in. */
export function byFolder(pictures) {
  const folders = new Map();
  for (const picture of pictures) {
    const folder = folders.get(picture.folder);
    if (folder) {
      folder.push(picture);
    } else {
      folders.set(picture.folder, [picture]);
    }
  }
  return folders;
}

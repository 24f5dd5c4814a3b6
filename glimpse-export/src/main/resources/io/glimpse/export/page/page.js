/** The page: pictures that are dropped, chosen or seen by the camera, and their answers. */

import { load } from './classifier.js';
import { decoded, frame } from './pictures.js';

/** Classes that an answer shows. */
const TOP = 5;
/** Answers that stay on the page. */
const MOST = 50;

const status = document.getElementById('status');
const answers = document.getElementById('answers');
const drop = document.getElementById('drop');
const files = document.getElementById('files');
const camera = document.getElementById('camera');
const video = document.getElementById('video');

const ready = load();
let stream = null;

ready.then(
  (classifier) => {
    tellFacts(classifier.facts);
    status.textContent = `Ready: ${classifier.classes.length} classes.`;
  },
  (error) => {
    status.textContent = `The classifier cannot be loaded: ${error.message}. Serve this folder by a web server.`;
  },
);

function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

function tellFacts(facts) {
  const told = { encoder: 'Encoder', method: 'Method', calibration: 'Probabilities', licence: 'Licence', provenance: 'Provenance' };
  document.getElementById('facts').replaceChildren(
    ...Object.entries(told).flatMap(([key, name]) => [el('dt', {}, name), el('dd', {}, facts[key] ?? '')]));
}

async function answerAll(list) {
  const classifier = await ready;
  let done = 0;
  for (const file of list) {
    status.textContent = `Looking at ${file.name} …`;
    answers.prepend(await answered(classifier, file));
    while (answers.children.length > MOST) {
      answers.lastElementChild.remove();
    }
    done += 1;
  }
  status.textContent = `${done} ${done === 1 ? 'picture' : 'pictures'} looked at.`;
}

async function answered(classifier, file) {
  try {
    const answer = await classifier.classify(await decoded(file));
    return el('li', {}, thumbnail(file), told(file.name, answer));
  } catch {
    return el('li', {}, el('p', { class: 'error' }, `${file.name}: this browser cannot read it as a picture.`));
  }
}

function thumbnail(file) {
  const url = URL.createObjectURL(file);
  const image = el('img', { src: url, alt: '' });
  image.addEventListener('load', () => URL.revokeObjectURL(url));
  return image;
}

function told(name, answer) {
  const best = answer.ranked[0];
  const box = el('div', { class: 'told' },
    answer.none ? el('h3', { class: 'none' }, 'None of these') : el('h3', {}, best.name),
    el('p', { class: 'file' }, `${name} · ${Math.round(answer.milliseconds)} ms${answer.none ? ' · nearest:' : ''}`),
    el('ol', { class: 'ranked' }, ...answer.ranked.slice(0, TOP).map(ranked)));
  // For programs that drive this page.
  box.dataset.answer = JSON.stringify({ name, ...answer });
  return box;
}

function ranked({ name, probability }) {
  return el('li', {},
    el('meter', { value: probability, 'aria-hidden': 'true' }),
    el('span', {}, name), el('span', {}, percent(probability)));
}

/** What is not nothing is not shown as nothing, nor what is not all as all. */
function percent(share) {
  if (share > 0 && share < 0.005) {
    return '< 1 %';
  }
  return share < 1 && share > 0.995 ? '> 99 %' : `${Math.round(share * 100)} %`;
}

let queue = Promise.resolve();
function take(list) {
  const some = [...list];
  queue = queue.then(() => answerAll(some)).catch((error) => { status.textContent = error.message; });
}

files.addEventListener('change', () => {
  take(files.files);
  files.value = '';
});
for (const event of ['dragenter', 'dragover']) {
  document.addEventListener(event, (dragged) => {
    dragged.preventDefault();
    drop.classList.add('over');
  });
}
document.addEventListener('dragleave', () => drop.classList.remove('over'));
document.addEventListener('drop', (dropped) => {
  dropped.preventDefault();
  drop.classList.remove('over');
  take(dropped.dataTransfer.files);
});

camera.addEventListener('click', async () => {
  if (stream) {
    stopCamera();
    return;
  }
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  } catch {
    status.textContent = 'There is no camera that this page may use.';
    return;
  }
  video.srcObject = stream;
  document.getElementById('live').hidden = false;
  camera.textContent = 'Stop the camera';
  await video.play();
  watch(await ready);
});

function stopCamera() {
  stream.getTracks().forEach((track) => track.stop());
  stream = null;
  document.getElementById('live').hidden = true;
  camera.textContent = 'Use the camera';
}

/** Answers what the camera sees, one look after the other, in one place. */
async function watch(classifier) {
  const place = el('li', { id: 'seen' });
  answers.prepend(place);
  while (stream) {
    if (video.videoWidth > 0) {
      place.replaceChildren(told('camera', await classifier.classify(frame(video))));
    }
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

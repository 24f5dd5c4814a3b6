/** Takes photographs: with the camera of this machine, or by what a phone has for it. */

import { button, el, plural } from './dom.js';
import { opened } from './dialogs.js';
import { say } from './status.js';

/** Files of what was photographed; none if nobody did. */
export async function photographed(of) {
  if (!navigator.mediaDevices?.getUserMedia) {
    return byField();
  }
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  } catch {
    // No camera, or none that this page may use: a phone's own way may still work.
    return byField();
  }
  return byVideo(of, stream);
}

/** Without a camera that pages may use, a field that asks for a photograph where there is one. */
function byField() {
  return new Promise((resolve) => {
    const field = el('input', { type: 'file', accept: 'image/*', capture: 'environment',
      onchange: () => resolve(field.files), oncancel: () => resolve([]) });
    field.click();
  });
}

function byVideo(of, stream) {
  return new Promise((resolve) => {
    const taken = [];
    const count = el('p', { role: 'status' });
    const video = el('video', { autoplay: true, playsinline: true, muted: true, 'aria-label': 'What the camera sees' });
    video.muted = true;
    video.srcObject = stream;
    const take = async () => {
      taken.push(await frame(video, taken.length + 1));
      count.textContent = `${plural(taken.length, 'photograph')} taken.`;
    };
    const dialog = opened(`Photograph for ${of}`, [
      video, count,
      el('p', { class: 'row' },
        button('Take one', take, { class: 'main', autofocus: true }),
        button('Use them', () => dialog.close('use')),
        button('Cancel', () => dialog.close(''))),
    ], () => {
      stream.getTracks().forEach((track) => track.stop());
      const used = dialog.returnValue === 'use' ? taken : [];
      say(`${plural(used.length, 'photograph')} used.`);
      resolve(used);
    });
  });
}

/** What the camera sees now, or, where it was opened this moment, the first that it will see. */
async function frame(video, number) {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
    await new Promise((seen) => video.addEventListener('loadeddata', seen, { once: true }));
  }
  const canvas = el('canvas', { width: video.videoWidth, height: video.videoHeight });
  canvas.getContext('2d').drawImage(video, 0, 0);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.95));
  return new File([blob], `photograph-${number}.jpg`, { type: blob.type });
}

/** The exported classifier, run by ONNX Runtime Web in this page. */

import * as ort from './runtime/ort.wasm.bundle.min.mjs';

// One thread: more would need headers that most static servers do not send.
ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { wasm: new URL('./runtime/ort-wasm-simd-threaded.wasm', import.meta.url).href };

/** Loads the model and what is said of it. */
export async function load() {
  const facts = await fetched('classifier.json').then((response) => response.json());
  const model = await fetched('classifier.onnx').then((response) => response.arrayBuffer());
  const session = await ort.InferenceSession.create(new Uint8Array(model), { executionProviders: ['wasm'] });
  return new Classifier(session, facts);
}

async function fetched(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) {
    throw new Error(`${name} is missing from this folder (${response.status})`);
  }
  return response;
}

class Classifier {
  #session;

  constructor(session, facts) {
    this.#session = session;
    this.facts = facts;
    this.classes = JSON.parse(facts.classes);
  }

  /**
   * The answer for a picture: classes with their probabilities and logits, the likeliest first; how
   * much it is like what is known, and whether it is none of the classes, where that can be told; and
   * how many milliseconds it took.
   *
   * @param picture its width, its height and data, rows of red, green and blue
   */
  async classify({ width, height, data }) {
    const begun = performance.now();
    const picture = new ort.Tensor('uint8', data, [height, width, 3]);
    const made = await this.#session.run({ picture });
    const probabilities = made.probabilities.data;
    const logits = made.logits.data;
    const ranked = this.classes
      .map((name, i) => ({ name, probability: probabilities[i], logit: logits[i] }))
      .sort((a, b) => b.logit - a.logit);
    return {
      ranked,
      unknown: made.unknown ? made.unknown.data[0] : null,
      none: made.none ? Boolean(made.none.data[0]) : false,
      milliseconds: performance.now() - begun,
    };
  }
}

/** The baselines: CLIP's zero-shot answer, and a linear probe of its features. */
package io.glimpse.probe;

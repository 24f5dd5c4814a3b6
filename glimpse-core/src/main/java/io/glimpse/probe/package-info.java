/** CLIP's zero-shot answer, and linear probes of its features. */
package io.glimpse.probe;

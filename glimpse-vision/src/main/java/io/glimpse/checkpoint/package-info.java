/** Reads the checkpoints that CLIP is published as, whatever their layout, into one vocabulary. */
package io.glimpse.checkpoint;

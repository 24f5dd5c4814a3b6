/**
 * Reads the checkpoints that encoders are published as: of each family every layout into one
 * vocabulary.
 */
package io.glimpse.checkpoint;

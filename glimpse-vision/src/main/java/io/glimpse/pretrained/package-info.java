/** Encoders made of checkpoints that others trained and published. */
package io.glimpse.pretrained;

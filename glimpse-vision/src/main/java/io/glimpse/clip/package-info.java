/** Encoders made of CLIP checkpoints. */
package io.glimpse.clip;

/** Anchored Gaussians and texts, weighed by exact leave-one-out: one linear layer. */
package io.glimpse.auto;

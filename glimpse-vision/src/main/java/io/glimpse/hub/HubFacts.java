package io.glimpse.hub;

import org.jspecify.annotations.Nullable;

/**
 * What a first run of a model's networks showed, and the hashes of its files.
 *
 * @param fingerprint of the features
 * @param modelFingerprint of those in the best precision that there is
 * @param images digest of the network for pictures
 * @param texts digest of the network for texts; empty if there is none
 * @param dimension of a feature
 * @param tokens that the network gives of a picture, 1 for its feature alone
 * @param logitScale what cosines are multiplied by; null where the networks do not show it
 * @param logitBias what is added then; null where there is none or the networks do not show it
 */
record HubFacts(
    String fingerprint,
    String modelFingerprint,
    String images,
    String texts,
    int dimension,
    int tokens,
    @Nullable Double logitScale,
    @Nullable Double logitBias) {}

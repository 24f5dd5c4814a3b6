package io.glimpse.onnx;

/**
 * What a network gave under one name, where its shape was not known before.
 *
 * @param values row-major
 * @param shape empty for a single number
 */
@SuppressWarnings("ArrayRecordComponent") // Made for whoever asked, and never compared.
public record NetworkOutput(float[] values, long[] shape) {}

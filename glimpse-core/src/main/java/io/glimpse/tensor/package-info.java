/** Tensor files: {@code .npy}, {@code .npz} and safetensors, checked before they are believed. */
package io.glimpse.tensor;

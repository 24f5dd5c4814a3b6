package io.glimpse.onnx;

/** What runs a network. */
public enum Device {
  /** The processor. */
  CPU,

  /** The first graphics card that CUDA sees; needs the GPU build of ONNX Runtime. */
  CUDA
}

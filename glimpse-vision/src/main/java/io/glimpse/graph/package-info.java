/** Writes the networks of CLIP models as ONNX files, from the weights of a checkpoint. */
package io.glimpse.graph;

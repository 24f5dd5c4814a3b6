/** Encoders that others exported as ONNX files, in the folders that their hub publishes. */
package io.glimpse.hub;

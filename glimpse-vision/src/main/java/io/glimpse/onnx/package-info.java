/** ONNX Runtime: its native library, networks that it runs, and its matrix product. */
package io.glimpse.onnx;

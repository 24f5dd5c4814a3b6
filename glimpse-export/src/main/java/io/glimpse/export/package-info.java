/** A classifier on its way out of Glimpse: one ONNX file, or a page with it. */
package io.glimpse.export;

/** Encoders and classifiers as stages of Spark's pipelines. */
@org.jspecify.annotations.NullMarked
package io.glimpse.spark;
